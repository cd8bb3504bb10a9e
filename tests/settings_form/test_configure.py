import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, Page, Site

from tests.testapp.models import HomePage, ShowroomPage
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.pages.models import InventoryPage

from .conftest import ACCOUNT, ACCOUNT_SECRET, assert_no_leak


def test_a_new_site_is_set_up_in_one_go(configure, saved, site):
    out = configure({**ACCOUNT, "yard_codes": "SYD,MEL", "is_active": False})
    row = saved()
    assert row.account_number == "EC103815"
    assert row.account_secret == ACCOUNT_SECRET
    assert row.secrets_set_at.keys() == {"account_secret"}
    assert (row.yard_codes, row.is_active) == ("SYD, MEL", False)
    assert "account_number, account_secret, yard_codes, is_active" in out


def test_the_pictures_can_go_to_cloudinary(configure, saved, site):
    cloud = {
        "image_storage": "cloudinary",
        "cloudinary_cloud_name": "dealer",
        "cloudinary_api_key": "1234",
        "cloudinary_api_secret": "cloud-secret",
    }
    output = configure({**ACCOUNT, **cloud})

    assert {name: getattr(saved(), name) for name in cloud} == cloud
    assert "cloud-secret" not in output


def test_the_output_names_no_value(configure):
    out = configure(ACCOUNT)
    assert ACCOUNT_SECRET not in out
    assert "EC103815" not in out


def test_an_inventory_page_is_published_where_there_is_none(configure, saved, site):
    out = configure({})
    page = saved().inventory_page.specific
    assert isinstance(page, InventoryPage)
    assert (page.title, page.slug, page.live) == ("Vehicles", "vehicles", True)
    assert page.latest_revision is not None
    assert page.get_parent().pk == site.root_page_id
    assert "Created the inventory page http://harbour.example/vehicles/" in out
    assert all(not problems for problems in Page.find_problems())


def test_an_inventory_page_that_is_there_is_taken(configure, saved, inventory_page):
    assert "Created" not in configure({})
    assert saved().inventory_page_id == inventory_page.pk
    configure({"yard_codes": "SYD"})
    assert InventoryPage.objects.count() == 1


def test_an_inventory_page_of_another_site_is_not_taken(configure, saved, make_site):
    other = make_site("outback.example")
    other.root_page.add_child(instance=InventoryPage(title="Stock", slug="stock"))
    configure({})
    assert saved().inventory_page.get_parent().pk == saved().site.root_page_id


def test_a_page_below_this_site_that_another_site_publishes_to_is_not_taken(
    configure, saved, inventory_page
):
    within = Site.objects.create(hostname="stock.harbour.example", root_page=inventory_page)
    EasyCarsSettings.objects.create(site=within, inventory_page=inventory_page)
    configure({})
    assert saved().inventory_page_id != inventory_page.pk


def test_the_page_is_of_the_type_that_the_site_has_chosen(configure, saved, settings):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "INVENTORY_PAGE_MODEL": "testapp.ShowroomPage",
    }
    configure({})
    assert isinstance(saved().inventory_page.specific, ShowroomPage)


def test_a_taken_slug_is_avoided(configure, saved, site):
    site.root_page.add_child(instance=HomePage(title="Vehicles", slug="vehicles"))
    configure({})
    assert saved().inventory_page.slug == "vehicles-2"


def test_an_inventory_page_can_be_named_or_left_out_on_purpose(configure, saved, inventory_page):
    configure({"inventory_page": inventory_page.pk})
    assert saved().inventory_page_id == inventory_page.pk
    configure({"inventory_page": None})
    assert saved().inventory_page_id is None


def test_the_change_is_in_the_log(configure, saved):
    configure(ACCOUNT)
    entry = ModelLogEntry.objects.for_instance(saved()).get()
    assert entry.action == "wagtail.edit"
    assert ACCOUNT_SECRET not in repr(vars(entry))


def test_fields_that_are_not_named_stay(configure, saved):
    configure({**ACCOUNT, "is_active": False, "stock_schedule": "15m"})
    before = EasyCarsSettings.objects.values().get()
    configure({"yard_codes": "SYD"})
    assert EasyCarsSettings.objects.values().get() == {**before, "yard_codes": "SYD"}


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_nothing_removes_a_secret(configure, saved, nothing):
    configure(ACCOUNT)
    out = configure({"account_number": nothing, "account_secret": nothing})
    assert "Removed account_secret." in out
    assert saved().account_secret == ""
    assert saved().secrets_set_at == {}


def test_a_wrong_name_saves_nothing_and_suggests_the_right_one(configure):
    with pytest.raises(CommandError, match="Did you mean account_secret") as caught:
        configure({"yard_codes": "SYD", "acount_secret": ACCOUNT_SECRET})
    assert caught.value.returncode == 2
    assert ACCOUNT_SECRET not in str(caught.value)
    assert not EasyCarsSettings.objects.exists()
    assert not InventoryPage.objects.exists()


@pytest.mark.parametrize("name", ["site", "id", "uuid", "secrets_set_at", "Ω"])
def test_what_is_not_for_setting_is_a_wrong_name(configure, name):
    with pytest.raises(CommandError, match="There is no field") as caught:
        configure({name: "1"})
    assert caught.value.returncode == 2


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"account_secret": 42}, "account_secret must be text"),
        ({"yard_codes": ["SYD"]}, "yard_codes must be text"),
        ({"is_active": "yes"}, "is_active must be true or false"),
        ({"is_active": None}, "is_active must be true or false"),
        ({"removal_limit_percent": "many"}, "removal_limit_percent must be a whole number"),
        ({"removal_limit_percent": True}, "removal_limit_percent must be a whole number"),
        ({"inventory_page": {}}, "inventory_page must be a whole number"),
        ({"removal_limit_percent": 0}, "removal_limit_percent: .*greater than"),
        ({"inventory_page": 10**9}, "inventory_page: "),
        ({"time_zone": "Sydney"}, "time_zone: There is no time zone Sydney"),
        ({"account_number": "EC1"}, "account_secret: Account secret is missing"),
        ({"environment": "staging"}, "environment: "),
    ],
)
def test_a_wrong_value_saves_nothing(configure, values, message):
    with pytest.raises(CommandError, match=message) as caught:
        configure({"yard_codes": "SYD", **values})
    assert caught.value.returncode == 1
    assert not EasyCarsSettings.objects.exists()
    assert not InventoryPage.objects.exists()


def test_without_keys_it_says_how_to_make_one(configure, settings):
    settings.WAGTAIL_EASYCARS = {}
    with pytest.raises(CommandError, match="--new-key") as caught:
        configure(ACCOUNT)
    assert caught.value.returncode == 1
    assert not EasyCarsSettings.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        f'{{"account_secret": "{ACCOUNT_SECRET}"',
        f'{{"account_secret": "{ACCOUNT_SECRET}", "removal_limit_percent": {"9" * 5000}}}',
        "[" * 10**5,
    ],
    ids=["empty", "cut", "cut after a secret", "endless number", "nested too deep"],
)
def test_what_is_not_json_is_wrong_use(configure, text):
    with pytest.raises(CommandError, match="is not JSON") as caught:
        configure(text)
    assert caught.value.returncode == 2
    assert_no_leak(caught.value)


@pytest.mark.parametrize("text", ["[]", "null", '"text"', "1", f'["{ACCOUNT_SECRET}"]'])
def test_json_that_is_no_object_is_wrong_use(configure, text):
    with pytest.raises(CommandError, match="must hold a JSON object") as caught:
        configure(text)
    assert caught.value.returncode == 2
    assert_no_leak(caught.value)


def test_a_file_that_is_not_utf_8_is_wrong_use(site, tmp_path):
    file = tmp_path / "values.json"
    file.write_bytes(f'{{"account_secret": "{ACCOUNT_SECRET}\xff"}}'.encode("latin-1"))
    with pytest.raises(CommandError, match="is not JSON") as caught:
        call_command("easycars_configure", site=site.hostname, source=str(file))
    assert caught.value.returncode == 2
    assert_no_leak(caught.value)


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_wrong_use(site, tmp_path, name):
    with pytest.raises(CommandError, match="directory") as caught:
        call_command("easycars_configure", site=site.hostname, source=str(tmp_path / name))
    assert caught.value.returncode == 2


def test_a_file_may_begin_with_a_byte_order_mark(configure, saved):
    configure('\ufeff{"yard_codes": "SYD"}')
    assert saved().yard_codes == "SYD"


def test_values_can_come_from_standard_input(site, saved, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO('{"yard_codes": "SYD"}'))
    call_command("easycars_configure", site=site.hostname, source="-", stdout=io.StringIO())
    assert saved().yard_codes == "SYD"


@pytest.mark.parametrize("spec", ["harbour.example", "HARBOUR.example", "harbour.example:80"])
def test_a_site_goes_by_its_host_name_in_any_case_and_its_port(configure, saved, spec):
    configure({"yard_codes": "SYD"}, spec)
    assert saved().yard_codes == "SYD"


@pytest.mark.parametrize("spec", ["outback.example", "harbour.example:81", "harbour.example:x", ""])
def test_an_unknown_site_is_wrong_use_and_the_known_are_listed(configure, spec):
    with pytest.raises(CommandError, match=r"harbour\.example:80") as caught:
        configure({}, spec)
    assert caught.value.returncode == 2


def test_a_host_name_of_two_sites_needs_the_port(configure, make_site):
    other = make_site("harbour.example2")
    other.hostname, other.port = "harbour.example", 8000
    other.save()
    with pytest.raises(CommandError, match="More than one") as caught:
        configure({})
    assert caught.value.returncode == 2
    configure({"yard_codes": "SYD"}, "harbour.example:8000")
    assert EasyCarsSettings.objects.get().site == other
