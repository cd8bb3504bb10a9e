"""The health as metrics for Prometheus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from wagtail_easycars.health.report import COUNTS, HealthReport, get_duration
from wagtail_easycars.health.state import SiteState
from wagtail_easycars.models import SyncRun, SyncSchedule
from wagtail_easycars.runs.report import site_spec

SITE = ["site"]
RUN = ["site", "kind"]


def health_as_prometheus(report: HealthReport, accept: str) -> tuple[bytes, str]:
    """Return ``report`` and its content type, in the format that the ``Accept`` header prefers."""
    registry = CollectorRegistry()
    registry.register(HealthCollector(report))
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


class HealthCollector(Collector):
    """Reads one gauge for each fact from a report, by site and kind of run."""

    def __init__(self, report: HealthReport) -> None:
        self.report = report

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return ()  # A registry would collect everything once more to learn the names.

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._collect_installation()
        yield from self._collect_sites(self.report.state.sites)
        yield from self._collect_schedules(self.report.state.sites)

    def _collect_installation(self) -> Iterator[GaugeMetricFamily]:
        last_tick = _gauge("last_tick_timestamp_seconds", "When the schedules were last looked at.")
        _add_moment(last_tick, [], self.report.state.last_tick)
        yield last_tick
        failed_steps = _gauge("failed_steps", "How much of its work the last tick could not do.")
        failed_steps.add_metric([], len(self.report.state.failed_steps))
        yield failed_steps
        troubles = _gauge("troubles", "How many things need a person.")
        troubles.add_metric([], len(self.report.findings))
        yield troubles
        trouble = _gauge("trouble", "One thing that needs a person.", ["site", "trouble", "kind"])
        for finding in self.report.findings:
            site = site_spec(finding.site) if finding.site else ""
            trouble.add_metric([site, str(finding.kind), finding.run_kind], 1)
        yield trouble

    def _collect_sites(self, sites: Iterable[SiteState]) -> Iterator[GaugeMetricFamily]:
        held = _gauge("held_vehicles", "Vehicles whose withdrawal waits for a person.", SITE)
        waiting = _gauge("waiting_leads", "Leads that are not in EasyCars yet.", SITE)
        oldest = _gauge(
            "oldest_waiting_lead_timestamp_seconds", "When the oldest of these came.", SITE
        )
        refused = _gauge(
            "refused_leads", "Leads that EasyCars refused and nobody has mended for an hour.", SITE
        )
        unmailed = _gauge("unmailed_leads", "Leads that could not be mailed for an hour.", SITE)
        unseen = _gauge("unseen_leads", "Leads by mail only where nobody is mailed.", SITE)
        for site in sites:
            labels = [site_spec(site.site)]
            held.add_metric(labels, site.held)
            waiting.add_metric(labels, site.waiting_leads)
            _add_moment(oldest, labels, site.oldest_waiting_lead)
            refused.add_metric(labels, site.refused_leads)
            unmailed.add_metric(labels, site.unmailed_leads)
            unseen.add_metric(labels, site.unseen_leads)
        yield from (held, waiting, oldest, refused, unmailed, unseen)

    def _collect_schedules(self, sites: Iterable[SiteState]) -> Iterator[GaugeMetricFamily]:
        gauges = ScheduleGauges()
        for site in sites:
            for kind, schedule in site.schedules.items():
                gauges.add([site_spec(site.site), kind], schedule)
        yield from gauges.all()


class ScheduleGauges:
    """What is known of each kind of run of each site."""

    def __init__(self) -> None:
        self.last_success = _gauge(
            "last_success_timestamp_seconds", "When a run last succeeded.", RUN
        )
        self.next_due = _gauge("next_due_timestamp_seconds", "When the next run is due.", RUN)
        self.failures = _gauge("failures", "Failures in a row.", RUN)
        self.stopped = _gauge(
            "stopped", "Whether nothing starts because EasyCars refused the credentials.", RUN
        )
        self.duration = _gauge("last_run_duration_seconds", "How long the last run took.", RUN)
        self.records = _gauge("last_run_records", "What the last run counted.", [*RUN, "count"])

    def add(self, labels: list[str], schedule: SyncSchedule) -> None:
        _add_moment(self.last_success, labels, schedule.last_success_at)
        _add_moment(self.next_due, labels, schedule.next_due_at)
        self.failures.add_metric(labels, schedule.failures)
        self.stopped.add_metric(labels, schedule.is_stopped)
        if schedule.last_run:
            self._add_run(labels, schedule.last_run)

    def _add_run(self, labels: list[str], run: SyncRun) -> None:
        if (seconds := get_duration(run)) is not None:
            self.duration.add_metric(labels, seconds)
        for count in COUNTS:
            self.records.add_metric([*labels, count], getattr(run, count))

    def all(self) -> Iterator[GaugeMetricFamily]:
        yield from vars(self).values()


def _gauge(name: str, explanation: str, labels: list[str] | None = None) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"wagtail_easycars_{name}", explanation, labels=labels or [])


def _add_moment(gauge: GaugeMetricFamily, labels: list[str], moment: datetime | None) -> None:
    if moment is not None:
        gauge.add_metric(labels, moment.timestamp())
