from __future__ import annotations

import json
import logging
import signal
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.db.migrations.exceptions import InconsistentMigrationHistory
from wagtail.models import Site

from demo.admin_login import make_admin_login
from demo.dealers import DEALERS, Dealer
from demo.errors import DemoError
from demo.lock import only_one
from demo.morning import let_stock_change, receive_enquiries
from demo.past import make_past_runs
from demo.ports import take_port, take_usual_port
from demo.processes import run_manage
from demo.services import Services
from demo.sites import delete_welcome_page, make_site
from demo.summary import count_stock, describe
from demo.sync import forget_waits, queue_stock_run, wait_for
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.runs.report import describe_run

DEFAULT_PORT = 8000
DEFAULT_SANDBOX_PORT = 8765
INTERRUPTED = 130


class Command(BaseCommand):
    help = (
        "Shows the package at work: two dealers' websites with their stock from a stand-in "
        "EasyCars, synchronised by the job queue."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do it all, but do not serve")
        parser.add_argument(
            "--port",
            type=int,
            help=f"of the website; that of last time, {DEFAULT_PORT} or the next free one",
        )

    def handle(self, *args: Any, once: bool, port: int | None, **options: Any) -> None:
        # Also where a shell has started it in the background, which has SIGINT ignored.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        # It announces each task on the terminal.
        logging.getLogger("django-q").setLevel(logging.WARNING)
        try:
            with only_one(settings.DEMO_DATA_DIR), _take_ports(port) as services:
                self._prepare_database()
                self._show(services, serve=not once)
        except (DemoError, EasyCarsError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped before the demo was complete.")
            sys.exit(INTERRUPTED)

    def _prepare_database(self) -> None:
        self._say(f"Preparing the database in {settings.DEMO_DATA_DIR}")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except (DatabaseError, InconsistentMigrationHistory) as error:
            raise DemoError(
                f"The database in {settings.DEMO_DATA_DIR} cannot be brought up to date ({error}). "
                "Delete that directory to start afresh."
            ) from error

    def _show(self, services: Services, *, serve: bool) -> None:
        self._say("Starting the job queue and the EasyCars sandbox")
        services.start_sandbox()
        forget_waits()
        services.start_cluster()
        sites = self._make_sites(services.port, services.environment)
        login = make_admin_login()
        if serve:
            _remember_days_before(sites)
        self._synchronise(sites, check_cluster=services.check_alive)
        if serve:
            self._say("A morning passes at the dealers")
            _let_a_morning_pass(services, sites[0])
            services.start_website()
            self._say("Pictures are being stored meanwhile: Reports, Vehicle pictures")
        for line in describe(sites, login):
            self._say(line)
        self._say(count_stock(sites))
        if serve:
            self._serve_until_stopped(services)

    def _make_sites(self, port: int, environment: dict[str, str]) -> list[Site]:
        sites = []
        for dealer in DEALERS:
            self._say(f"Setting up {dealer.name} on {dealer.hostname}:{port}")
            sites.append(make_site(dealer, port=port, is_default=dealer is DEALERS[0]))
            _connect(dealer, port, environment)
        delete_welcome_page()
        return sites

    def _synchronise(self, sites: list[Site], *, check_cluster: Callable[[], None]) -> None:
        self._say("Synchronising the stock")
        runs = [queue_stock_run(site) for site in sites]
        for run in runs:
            finished = wait_for(run, check_cluster=check_cluster)
            self._say(f"  {finished.site.site_name}: {describe_run(finished)}")
            if finished.error:
                self._say(f"    {finished.error}")

    def _serve_until_stopped(self, services: Services) -> None:
        try:
            self._say("Stop it with Ctrl-C.")
            while True:
                services.check_alive()
                time.sleep(0.5)
        except KeyboardInterrupt:
            self._say("Stopping")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _take_ports(port: int | None) -> Services:
    """Pictures have the sandbox's port in their addresses: best that it stays the same."""
    directory = settings.DEMO_DATA_DIR
    return Services(
        website=take_port(port)
        if port
        else take_usual_port(DEFAULT_PORT, kept_in=directory / "website-port"),
        sandbox=take_usual_port(DEFAULT_SANDBOX_PORT, kept_in=directory / "sandbox-port"),
    )


def _remember_days_before(sites: list[Site]) -> None:
    for dealer, site in zip(DEALERS, sites, strict=True):
        make_past_runs(site, dealer.account.key)


def _let_a_morning_pass(services: Services, first_site: Site) -> None:
    """Let there be changes, held vehicles and enquiries to see in the admin."""
    let_stock_change(services.sandbox_url)
    _synchronise_beside_the_queue("stock", services)
    # The sandbox has forgotten the leads of an earlier demo: better not to ask it about them.
    if receive_enquiries(first_site):
        _synchronise_beside_the_queue("leads", services)


def _synchronise_beside_the_queue(kind: str, services: Services) -> None:
    """Synchronise at once: the queue's workers are storing pictures."""
    run_manage("easycars_sync", kind, "--all-sites", environment=services.environment)


def _connect(dealer: Dealer, port: int, environment: dict[str, str]) -> None:
    values = {
        "is_active": True,
        "notification_emails": dealer.email,
        "confirm_enquiries": True,
        "consent_text": f"{dealer.name} may use what I wrote to answer me.",
        "consent_version": "1",
        **dealer.account.as_settings(),
    }
    run_manage(
        "easycars_configure",
        "--site",
        f"{dealer.hostname}:{port}",
        "--json",
        "-",
        standard_input=json.dumps(values),
        environment=environment,
    )


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt
