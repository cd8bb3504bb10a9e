"""After runs of pictures and of leads, with everything logged: no secret anywhere."""

import pytest
from django.core.cache import cache

from tests.client.leaks import found_in
from tests.torture.commands import run_command
from tests.torture.leaks import database_as_text, everything_logged
from wagtail_easycars.images.storage import cloudinary_account
from wagtail_easycars.models import ImageSource, Lead, LeadAttempt, StoredImage, SyncRun
from wagtail_easycars.sandbox.catalogue import generate
from wagtail_easycars.sandbox.cloudinary import CloudinarySandbox

pytestmark = pytest.mark.django_db

CLOUD_FAULTS = ("refusal", "error", "no_json", "hang", "credentials", "rate_limit")
TOKEN, CREATE, DETAIL = "LeadService/RequestToken", "CreateLead", "GetLeadDetail"
LEAD_FAULTS = [
    *[(TOKEN, fault, {}) for fault in ("html_page", "reset")],
    (TOKEN, "hang", {"seconds": 30}),
    *[(CREATE, fault, {}) for fault in ("html_page", "redirect", "answer_lost")],
    (CREATE, "status", {"status": 401}),
    (CREATE, "hang", {"seconds": 30}),
    (DETAIL, "reset", {}),
]
ECHOED = [(CREATE, "code_1"), (CREATE, "code_7"), (CREATE, "code_9"), (DETAIL, "code_9")]


@pytest.fixture(autouse=True)
def impatient(settings):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "READ_TIMEOUT": 0.3,
        "CALL_DEADLINE": 0.5,
    }


@pytest.fixture
def secrets(sandbox):
    account = sandbox.accounts["harbour"]
    return [account.stock_client_secret, account.lead_client_secret, account.account_secret]


@pytest.fixture
def cloud(sandbox, easycars, settings, monkeypatch):
    """A cloud for the pictures of the sandbox's dealer, which gives up a silent call soon."""
    monkeypatch.setattr(cloudinary_account, "READ_TIMEOUT", 0.3)
    host = sandbox.base_url.removeprefix("http://").rstrip("/")
    with CloudinarySandbox() as cloud:
        own = cloud.as_app_settings()
        hosts = [*own["IMAGE_HOSTS"], host]
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, **own, "IMAGE_HOSTS": hosts}
        for name, value in cloud.as_settings().items():
            setattr(easycars, name, value)
        easycars.save()
        yield cloud


def sync_by_command(kind, *options):
    return run_command("easycars_sync", kind, "--site", "harbour.example", *options).said


@pytest.mark.slow
def test_no_secret_of_the_cloud_is_kept_or_shown(sandbox, easycars, cloud, sync, secrets):
    secrets += [cloud.credentials.api_secret, "mistyped-secret"]
    sandbox.set_stock("harbour", generate(2, seed=1))
    sync()
    with everything_logged() as log:
        said = []
        for fault in CLOUD_FAULTS:
            cloud.fail(fault, times=3)
            said += [sync_by_command("images"), sync_by_command("images", "--dry-run", "--json")]
            cloud.heal()
        easycars.cloudinary_api_secret = "mistyped-secret"
        easycars.save()
        ImageSource.objects.update(stored_image=None)
        said.append(sync_by_command("images"))

    assert "Cloudinary refuses the credentials" in said[-1]
    assert StoredImage.objects.exists()
    assert SyncRun.objects.filter(kind="images").exclude(status="success").count() > 5
    assert "/image/upload" in log.getvalue()
    for text in ("\n".join(said), database_as_text(), log.getvalue()):
        assert found_in(text, secrets) == set()


def test_no_secret_is_kept_or_shown_by_runs_of_leads(sandbox, site, easycars, secrets):
    echo = {"message": f"No {' '.join(secrets)}"}
    said = []
    with everything_logged() as log:
        for endpoint, fault, options in [*LEAD_FAULTS, *[(*each, echo) for each in ECHOED]]:
            cache.clear()
            Lead.objects.create(
                site=site,
                vehicle_make="Toyota",
                vehicle_model="Corolla",
                vehicle_year=2021,
                vehicle_type=Lead.VehicleType.CAR,
                customer_name="Jo",
                customer_email="jo@example.com",
            )
            sandbox.fail(fault, endpoint, times=2, **options)
            said.append(sync_by_command("leads", *["--json"][: len(said) % 2]))
            sandbox.heal()

    assert Lead.objects.filter(delivery=Lead.Delivery.DELIVERED).exists()
    assert LeadAttempt.objects.exclude(error="").count() > 4
    assert "LeadService" in log.getvalue()
    for text in ("\n".join(said), database_as_text(), log.getvalue()):
        assert found_in(text, secrets) == set()
