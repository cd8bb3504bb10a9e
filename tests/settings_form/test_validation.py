import pytest
from django.forms.models import modelform_factory
from django.utils.text import capfirst

from wagtail_easycars.images.storage import cloudinary_account
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.pages.models import InventoryPage

from .conftest import ACCOUNT_SECRET


@pytest.fixture
def submit(site):
    """The bound form of a site that has nothing set, with ``changes``."""

    def bind(instance=None, **changes):
        form_class = modelform_factory(
            EasyCarsSettings, form=EasyCarsSettings.base_form_class, exclude=["site"]
        )
        instance = instance or EasyCarsSettings(site=site)
        initial = form_class(instance=instance).initial
        data = {name: value for name, value in initial.items() if not name.endswith("_secret")}
        return form_class({**data, **changes}, instance=instance)

    return bind


def fields_with_an_error_of_their_own(form):
    """The fields with an error other than that their secret was not kept."""
    return [name for name in form.errors if not form.has_error(name, "not_kept")]


def test_a_site_with_nothing_set_is_valid(submit):
    assert submit().errors == {}


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("yard_codes", " SYD,, MEL ,SYD ", "SYD, MEL"),
        ("notification_emails", "a@dealer.example,b@dealer.example", None),
        ("notification_emails", "", ""),
        ("stock_schedule", "", ""),
        ("stock_schedule", " 15M ", "15m"),
        ("stock_schedule", "60m", "1h"),
        ("stock_schedule", "24h", "24h"),
        ("stock_schedule", "12:00, 6:00,06:00", "06:00,12:00"),
        ("lead_schedule", "00:00,23:59", "00:00,23:59"),
        ("time_zone", "Australia/Perth", "Australia/Perth"),
        ("removal_limit_percent", "100", 100),
    ],
)
def test_what_is_entered_is_tidied(submit, field, given, kept):
    form = submit(**{field: given})
    assert form.errors == {}
    if kept is None:
        kept = given.replace(",", ", ")
    assert getattr(form.instance, field) == kept


@pytest.mark.parametrize(
    ("field", "given", "message"),
    [
        ("notification_emails", "a@dealer.example, bob, @x", "Not an e-mail address: bob, @x."),
        ("stock_schedule", "0m", "at least one minute"),
        ("stock_schedule", "25h", "at most a day"),
        ("stock_schedule", "1441m", "at most a day"),
        ("stock_schedule", "hourly", "such as 15m"),
        ("stock_schedule", "15m,1h", "such as 15m"),
        ("stock_schedule", "24:00", "such as 15m"),
        ("lead_schedule", "06:60", "such as 15m"),
        ("lead_schedule", "6", "such as 15m"),
        ("time_zone", "Australia", "no time zone Australia"),
        ("time_zone", "../etc/passwd", "no time zone"),
        ("time_zone", "", "required"),
        ("removal_limit_percent", "0", "greater than or equal to 1"),
        ("removal_limit_percent", "101", "less than or equal to 100"),
        ("account_number", "E" * 21, "at most 20"),
        ("account_secret", "s" * 51, "at most 50"),
        ("account_secret", "one\ntwo", "on one line"),
        ("cloudinary_cloud_name", "my cloud", "letters, digits, hyphens"),
        ("cloudinary_cloud_name", "../other", "letters, digits, hyphens"),
        ("cloudinary_cloud_name", "c" * 101, "letters, digits, hyphens"),
        ("image_storage", "dropbox", "not one of the available choices"),
        ("environment", "staging", "not one of the available choices"),
    ],
)
def test_what_cannot_be_meant_is_refused(submit, field, given, message):
    assert message in str(submit(**{field: given}).errors[field])


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"account_number": "EC103815"}, "account_secret"),
        ({"account_secret": ACCOUNT_SECRET}, "account_number"),
        ({"stock_client_id": "id"}, "stock_client_secret"),
        ({"stock_client_secret": "secret"}, "stock_client_id"),
        ({"lead_client_id": "id"}, "lead_client_secret"),
        ({"lead_client_secret": "secret"}, "lead_client_id"),
    ],
)
def test_half_a_pair_of_credentials_names_the_missing_half(submit, given, missing):
    form = submit(**given)
    assert fields_with_an_error_of_their_own(form) == [missing]
    label = capfirst(EasyCarsSettings._meta.get_field(missing).verbose_name)
    assert f"{label} is missing" in str(form.errors[missing])
    assert "Enter it, or remove the other." in str(form.errors[missing])


def test_cloudinary_needs_all_three(submit):
    form = submit(cloudinary_cloud_name="dealer", cloudinary_api_secret="secret")
    assert fields_with_an_error_of_their_own(form) == ["cloudinary_api_key"]


CLOUD = {"cloudinary_cloud_name": "dealer", "cloudinary_api_key": "1234"}


def test_cloudinary_cannot_be_chosen_without_its_credentials(submit):
    form = submit(image_storage="cloudinary")
    assert list(form.errors) == ["image_storage"]
    assert "cloud name, API key and API secret" in str(form.errors["image_storage"])


def test_cloudinary_can_be_chosen_with_its_credentials(submit):
    form = submit(image_storage="cloudinary", cloudinary_api_secret="secret", **CLOUD)
    assert form.errors == {}


def test_stored_credentials_of_cloudinary_count(submit, row):
    row.cloudinary_api_secret = "secret"
    assert submit(row, image_storage="cloudinary", **CLOUD).errors == {}


def test_cloudinarys_credentials_cannot_be_removed_while_it_is_chosen(submit, row):
    row.cloudinary_api_secret = "secret"
    emptied = {"cloudinary_cloud_name": "", "cloudinary_api_key": ""}
    form = submit(
        row, image_storage="cloudinary", **emptied, **{"cloudinary_api_secret-clear": "on"}
    )
    assert list(form.errors) == ["image_storage"]


def test_a_storage_that_the_installation_cannot_use_cannot_be_chosen(submit, monkeypatch):
    def not_installed(name):
        raise ImportError(name)

    monkeypatch.setattr(cloudinary_account, "import_module", not_installed)

    form = submit(image_storage="cloudinary", cloudinary_api_secret="secret", **CLOUD)
    assert "pip install wagtail-easycars[cloudinary]" in str(form.errors["image_storage"])


def test_an_abbreviation_in_a_message_keeps_its_capitals(submit):
    assert "Client ID is missing" in str(submit(stock_client_secret="s").errors)


def test_a_secret_that_is_lost_with_a_wrong_form_is_asked_for_again(submit, row):
    form = submit(row, account_secret="another-secret-0001", time_zone="Nowhere")
    assert form.errors["account_secret"] == ["For safety this was not kept. Enter it again."]
    assert "another-secret-0001" not in str(form)


def test_a_secret_that_was_left_alone_is_not_asked_for_again(submit, row):
    assert list(submit(row, time_zone="Nowhere").errors) == ["time_zone"]


def test_a_stored_half_counts(submit, row):
    assert submit(row, account_number="EC999").errors == {}
    assert list(submit(row, account_number="").errors) == ["account_number"]
    assert list(submit(row, **{"account_secret-clear": "on"}).errors) == ["account_secret"]


def test_a_pair_whose_one_half_is_wrong_has_that_error_only(submit):
    form = submit(account_number="EC1", account_secret="s" * 51)
    assert list(form.errors) == ["account_secret"]
    assert len(form.errors["account_secret"]) == 1


def test_vehicles_are_published_below_an_inventory_page_of_the_same_site(
    submit, site, make_site, inventory_page
):
    assert submit(inventory_page=inventory_page.pk).errors == {}
    assert "type" in str(submit(inventory_page=site.root_page_id).errors["inventory_page"])
    elsewhere = make_site("outback.example").root_page.add_child(
        instance=InventoryPage(title="Stock", slug="stock")
    )
    errors = submit(inventory_page=elsewhere.pk).errors
    assert "of this site" in str(errors["inventory_page"])
