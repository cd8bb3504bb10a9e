"""The sites of the benchmarks: the measured dealer, and a small one that warms each process up."""

from __future__ import annotations

from django.core.management import call_command
from wagtail.models import Page, Site

from benchmarks.sandbox import AFTER, BEFORE
from wagtail_easycars.configuration import configure
from wagtail_easycars.connection import get_client
from wagtail_easycars.models import EasyCarsSettings, SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox.accounts import ACCOUNTS
from wagtail_easycars.stock.sync import sync_stock

MEASURED_HOST, WARM_UP_HOST = "measured.example", "warm-up.example"


def create_database() -> None:
    """Migrate, and create both sites with their inventory pages and no vehicle."""
    call_command("migrate", verbosity=0)
    for hostname, environment in ((MEASURED_HOST, "test"), (WARM_UP_HOST, "production")):
        root = Page.get_first_root_node()
        home = root.add_child(instance=Page(title=hostname, slug=hostname.replace(".", "-")))
        site = Site.objects.create(hostname=hostname, root_page=home)
        account = ACCOUNTS[BEFORE].as_settings()
        configure(site, {**account, "environment": environment})


def measured_dealer() -> EasyCarsSettings:
    return _dealer(MEASURED_HOST)


def warm_up_dealer() -> EasyCarsSettings:
    return _dealer(WARM_UP_HOST)


def _dealer(hostname: str) -> EasyCarsSettings:
    return EasyCarsSettings.objects.select_related("site").get(site__hostname=hostname)


def warm_up() -> None:
    """Synchronise the small dealer, and request the measured one's token.

    So that what Python and Django do once a process is not measured.
    """
    synchronise(warm_up_dealer())
    request_token(measured_dealer())


def request_token(settings: EasyCarsSettings) -> None:
    """Store a token, as a site's cache holds one most of the time."""
    with get_client(settings) as client:
        client.request_stock_token()


def change_prices(settings: EasyCarsSettings) -> None:
    """Connect the dealer to the account that has the same stock with 5 % of its prices changed."""
    configure(settings.site, ACCOUNTS[AFTER].as_settings())
    request_token(measured_dealer())


def synchronise(settings: EasyCarsSettings) -> SyncRun:
    """Synchronise the site's stock as the command does it; raises where that fails."""
    run = create_run(settings.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    sync_stock(run)
    if run.status != SyncRun.Status.SUCCESS:
        raise RuntimeError(f"The sync ended with {run.status}: {run.error}")
    return run
