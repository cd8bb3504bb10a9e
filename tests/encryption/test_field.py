import copy
import pickle

import pytest
from django.core import serializers
from django.db import connection, models
from django.forms.models import model_to_dict
from django.test.utils import isolate_apps
from wagtail.models import ReferenceIndex

from wagtail_easycars.encryption import (
    BadFormat,
    NoKeys,
    Tampered,
    UnknownKey,
    is_token,
    new_key,
)
from wagtail_easycars.fields import EncryptedField
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.secret import Secret

from .conftest import SECRET


def reload(row):
    return EasyCarsSettings.objects.get(pk=row.pk)


def write_raw(row, column, text):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE wagtail_easycars_easycarssettings SET {column} = %s WHERE id = %s",
            [text, row.pk],
        )


def test_a_secret_reads_as_the_plain_text_and_is_stored_as_a_token(row, stored):
    secret = reload(row).account_secret
    assert secret == SECRET
    assert isinstance(secret, Secret)
    assert is_token(stored())
    assert SECRET not in stored()


def test_a_token_of_an_earlier_release_opens(make_row, use_keys):
    use_keys("k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE")
    row = make_row("harbour.example", uuid="1f0e3a52-9c43-4c1e-8d0c-3d6f7b2f9a10")
    token = "ec1:k1:0SYImvA3C8oYQ8vYyz4qipe5ETIn7tGl87MuCJIMuJYSVIGA3D9i1FAWXxC00OOojLAHAkllDkI"
    write_raw(row, "account_secret", token)
    assert reload(row).account_secret == SECRET


def test_an_empty_secret_is_false_and_stored_as_nothing(make_row):
    row = make_row("empty.example")
    assert not row.account_secret
    assert row.account_secret == ""
    assert EasyCarsSettings.objects.filter(account_secret="").get() == row


def test_a_secret_is_readable_before_the_row_is_saved():
    assert EasyCarsSettings(account_secret=SECRET).account_secret == SECRET


@pytest.mark.parametrize("value", ["new", Secret("new")])
def test_assigning_and_saving_replaces_the_secret(row, value):
    row.account_secret = value
    row.save()
    assert reload(row).account_secret == "new"


def test_assigning_nothing_removes_the_secret(row, stored):
    row.account_secret = ""
    row.save()
    assert stored() == ""


def test_a_plain_text_that_looks_like_a_token_is_encrypted_like_any_other(row, stored):
    lookalike = stored()
    row.account_secret = lookalike
    row.save()
    assert reload(row).account_secret == lookalike
    assert stored() != lookalike


@pytest.mark.parametrize("value", [None, 42, b"bytes"])
def test_only_text_can_be_assigned(row, value):
    with pytest.raises(TypeError, match="account_secret"):
        row.account_secret = value


def test_an_instance_holds_no_plain_text(row):
    row.account_secret = SECRET
    assert SECRET not in repr(vars(row))


def test_saving_what_did_not_change_writes_the_same_token(row, stored):
    before = stored()
    reload(row).save()
    assert stored() == before


def test_a_row_whose_key_is_missing_can_be_validated_and_saved_without_loss(
    row, stored, use_keys, settings
):
    before, keys = stored(), settings.WAGTAIL_EASYCARS["ENCRYPTION_KEYS"]
    use_keys()
    unreadable = reload(row)
    unreadable.yard_codes = "SYD"
    unreadable.full_clean()
    unreadable.save()
    assert stored() == before
    use_keys(*keys)
    assert reload(row).account_secret == SECRET


def test_each_reason_why_a_secret_cannot_be_read_has_its_own_error(row, use_keys):
    write_raw(row, "account_secret", "ec1:nonsense")
    with pytest.raises(BadFormat):
        reload(row).account_secret  # noqa: B018
    use_keys(new_key("k1"))
    with pytest.raises(Tampered):
        row.account_secret  # noqa: B018
    use_keys(new_key("k9"))
    with pytest.raises(UnknownKey):
        row.account_secret  # noqa: B018
    use_keys()
    with pytest.raises(NoKeys):
        row.account_secret  # noqa: B018


def test_without_a_key_nothing_can_be_assigned(row, stored, use_keys):
    before = stored()
    use_keys()
    with pytest.raises(NoKeys):
        row.account_secret = "new"
    row.save()
    assert stored() == before


def test_a_token_does_not_open_in_another_row_or_field(row, make_row, stored):
    other = make_row("outback.example")
    write_raw(other, "account_secret", stored())
    write_raw(row, "stock_client_secret", stored())
    with pytest.raises(Tampered):
        reload(other).account_secret  # noqa: B018
    with pytest.raises(Tampered):
        reload(row).stock_client_secret  # noqa: B018
    assert reload(row).account_secret == SECRET


def test_deferred_secrets_are_loaded_when_they_are_read(row, django_assert_num_queries):
    for queryset in (
        EasyCarsSettings.objects.defer("account_secret"),
        EasyCarsSettings.objects.only("uuid"),
    ):
        instance = queryset.get(pk=row.pk)
        with django_assert_num_queries(1):
            assert instance.account_secret == SECRET
    instance = EasyCarsSettings.objects.only("account_secret").get(pk=row.pk)
    with django_assert_num_queries(1):
        assert instance.account_secret == SECRET


def test_saving_with_the_secret_deferred_leaves_it_alone(row, stored):
    before = stored()
    instance = EasyCarsSettings.objects.defer("account_secret").get(pk=row.pk)
    instance.yard_codes = "SYD"
    instance.save()
    assert stored() == before


def test_a_deferred_secret_can_be_assigned(row):
    instance = EasyCarsSettings.objects.defer("account_secret").get(pk=row.pk)
    instance.account_secret = "new"
    instance.save()
    assert reload(row).account_secret == "new"


def test_update_fields_go_by_the_fields_name(row):
    row.account_secret = "new"
    row.yard_codes = "SYD"
    row.save(update_fields=["account_secret"])
    assert reload(row).account_secret == "new"
    assert reload(row).yard_codes == ""


def test_refreshing_takes_what_the_database_holds(row):
    other = reload(row)
    other.account_secret = "new"
    other.save()
    row.refresh_from_db()
    assert row.account_secret == "new"
    row.account_secret = "not saved"
    row.refresh_from_db(fields=["account_secret"])
    assert row.account_secret == "new"


@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_copies_of_an_instance_read_the_secret_and_carry_no_plain_text(row, duplicate):
    row.account_secret = "not yet saved"
    assert duplicate(row).account_secret == "not yet saved"
    assert b"not yet saved" not in pickle.dumps(row)


@pytest.mark.parametrize("kind", ["json", "jsonl", "xml"])
def test_a_dump_holds_the_token_and_loads_into_the_same_row(row, stored, kind):
    before = stored()
    dump = serializers.serialize(kind, EasyCarsSettings.objects.all())
    assert before in dump
    assert SECRET not in dump
    row.delete()
    for loaded in serializers.deserialize(kind, dump):
        loaded.save()
    assert EasyCarsSettings.objects.get().account_secret == SECRET


def test_dumping_needs_no_key(row, use_keys):
    use_keys()
    serializers.serialize("json", EasyCarsSettings.objects.all())


def test_a_dictionary_of_the_model_shows_nothing(row, stored):
    shown = repr(model_to_dict(row))
    assert SECRET not in shown
    assert stored() not in shown


def test_a_template_shows_a_mask(row):
    from django.template import Context, Template

    html = Template("{{ row.account_secret }}{{ row.account_secret.reveal }}").render(
        Context({"row": row})
    )
    assert SECRET not in html


def test_the_reference_index_holds_nothing_of_it(row):
    ReferenceIndex.create_or_update_for_object(row)
    assert not ReferenceIndex.objects.filter(model_path__contains="secret").exists()


def test_migrations_see_a_stable_field():
    field = EasyCarsSettings._meta.get_field("account_secret")
    name, path, args, kwargs = field.deconstruct()
    assert (name, path, args) == ("account_secret", "wagtail_easycars.fields.EncryptedField", [])
    again = EncryptedField(*args, **kwargs)
    again.set_attributes_from_name(name)
    assert again.deconstruct() == (name, path, args, kwargs)
    assert (again.attname, again.column) == (field.attname, "account_secret")


@isolate_apps("tests.testapp")
def test_a_model_without_a_row_uuid_is_found_by_the_system_check():
    class Unbound(models.Model):
        token = EncryptedField()

        class Meta:
            app_label = "testapp"

        def __str__(self):
            return "unbound"

    assert "wagtail_easycars.E001" in [message.id for message in Unbound.check()]
    assert EasyCarsSettings.check() == []
