from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from wagtail_easycars import rotation
from wagtail_easycars.encryption import get_keyring, new_key
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.rotation import check_keys, rotate_keys

from .conftest import SECRET

K1, K2 = new_key("k1"), new_key("k2")


@pytest.fixture
def rows(make_row, use_keys):
    """Five sites, each with two secrets, encrypted with ``k1``; ``k2`` is first now."""
    use_keys(K1)
    made = [
        make_row(f"dealer-{n}.example", account_secret=f"{SECRET}{n}", lead_client_secret=SECRET)
        for n in range(5)
    ]
    use_keys(K2, K1)
    return made


def tokens(field="account_secret"):
    return list(EasyCarsSettings.objects.order_by("pk").values_list(field, flat=True))


@pytest.fixture
def change_before_first_write():
    """Runs ``change`` once, after a row was read and right before the first one is written."""

    class ChangeBeforeFirstWrite:
        def __init__(self, change):
            self.change = change

        def __call__(self, execute, sql, params, many, context):
            if self.change and sql.startswith("UPDATE"):
                change, self.change = self.change, None
                change()
            return execute(sql, params, many, context)

    return lambda change: connection.execute_wrapper(ChangeBeforeFirstWrite(change))


def run(*args):
    out, err = StringIO(), StringIO()
    call_command("easycars_rotate_keys", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_every_secret_comes_under_the_first_key(rows, use_keys):
    report = rotate_keys()
    assert (report.rotated, report.current, report.unreadable) == (10, 0, [])
    assert report.is_complete
    use_keys(K2)
    for n, row in enumerate(EasyCarsSettings.objects.order_by("pk")):
        assert row.account_secret == f"{SECRET}{n}"
        assert row.lead_client_secret == SECRET


def test_more_rows_than_one_batch_are_all_rotated(rows, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH_SIZE", 2)
    assert rotate_keys().rotated == 10


def test_rotating_again_changes_nothing(rows):
    rotate_keys()
    before = tokens()
    report = rotate_keys()
    assert (report.rotated, report.current) == (0, 10)
    assert tokens() == before


def test_an_interrupted_rotation_goes_on_where_it_stopped(rows):
    rows[0].account_secret = "entered since"
    rows[0].save()
    report = rotate_keys()
    assert (report.rotated, report.current) == (9, 1)


def test_a_secret_changed_meanwhile_is_never_overwritten(rows, change_before_first_write):
    def enter_another():
        row = EasyCarsSettings.objects.get(pk=rows[0].pk)
        row.account_secret = "entered meanwhile"
        row.save()

    with change_before_first_write(enter_another):
        report = rotate_keys()
    assert (report.rotated, report.changed_meanwhile) == (9, 1)
    assert not report.is_complete
    assert EasyCarsSettings.objects.get(pk=rows[0].pk).account_secret == "entered meanwhile"
    assert rotate_keys().is_complete


def test_a_secret_removed_meanwhile_stays_removed(rows, change_before_first_write):
    with change_before_first_write(lambda: EasyCarsSettings.objects.update(account_secret="")):
        rotate_keys()
    assert tokens() == [""] * 5


def test_an_unreadable_secret_is_named_and_left_alone(rows, use_keys):
    use_keys(K2)
    rows[0].refresh_from_db()
    rows[0].account_secret = "entered since"
    rows[0].save()
    before = tokens()
    report = rotate_keys()
    assert (report.rotated, report.current, len(report.unreadable)) == (0, 1, 9)
    assert f"EasyCarsSettings {rows[1].pk}, account_secret: " in report.unreadable[0]
    assert tokens() == before


def test_checking_writes_nothing(rows):
    before = tokens()
    report = check_keys()
    assert (report.outdated, report.rotated, report.is_complete) == (10, 0, False)
    assert tokens() == before


def test_the_command_rotates_and_check_passes_only_afterwards(rows):
    with pytest.raises(CommandError, match="10 secrets are left") as caught:
        run("--check")
    assert caught.value.returncode == 1
    assert run() == ("Key k2: 0 current, 10 rotated, 0 to rotate.\n", "")
    assert run("--check") == ("Key k2: 10 current, 0 rotated, 0 to rotate.\n", "")


@pytest.mark.parametrize("args", [(), ("--check",)])
def test_the_command_fails_where_a_secret_cannot_be_read(rows, use_keys, args):
    use_keys(K2)
    with pytest.raises(CommandError, match="10 secrets cannot be read") as caught:
        run(*args)
    assert caught.value.returncode == 1


def test_the_command_counts_one_secret_as_one(make_row, use_keys):
    use_keys(K1)
    make_row("dealer.example", account_secret=SECRET)
    use_keys(K2, K1)
    with pytest.raises(CommandError, match="1 secret is left"):
        run("--check")
    use_keys(K2)
    with pytest.raises(CommandError, match="1 secret cannot be read"):
        run()


def test_the_command_prints_a_key_that_works_before_there_is_any(db, use_keys):
    use_keys()
    out, _err = run("--new-key", "k3")
    use_keys(out.strip())
    assert get_keyring().current_id == "k3"
    assert check_keys().is_complete


def test_a_new_key_with_a_bad_id_is_wrong_use():
    with pytest.raises(CommandError, match="letters") as caught:
        run("--new-key", "k 3")
    assert caught.value.returncode == 2


def test_the_command_says_what_to_do_without_keys(db, use_keys):
    use_keys()
    with pytest.raises(CommandError, match="--new-key"):
        run()
