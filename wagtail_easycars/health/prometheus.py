"""The text that Prometheus reads (exposition format 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wagtail_easycars.health.report import COUNTS, HealthReport, get_duration
from wagtail_easycars.runs.report import site_spec

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

HELP = {
    "wagtail_easycars_last_tick_timestamp_seconds": "When the schedules were last looked at.",
    "wagtail_easycars_troubles": "How many things need a person.",
    "wagtail_easycars_trouble": "One thing that needs a person.",
    "wagtail_easycars_held_vehicles": "Vehicles whose withdrawal waits for a person.",
    "wagtail_easycars_waiting_leads": "Leads that are not in EasyCars yet.",
    "wagtail_easycars_oldest_waiting_lead_timestamp_seconds": "When the oldest of these came.",
    "wagtail_easycars_last_success_timestamp_seconds": "When a run last succeeded.",
    "wagtail_easycars_next_due_timestamp_seconds": "When the next run is due.",
    "wagtail_easycars_failures": "Failures in a row.",
    "wagtail_easycars_stopped": "Whether nothing starts because EasyCars refused the credentials.",
    "wagtail_easycars_last_run_duration_seconds": "How long the last run took.",
    "wagtail_easycars_last_run_records": "What the last run counted.",
}

# The name of the metric, its labels, its value.
Sample = tuple[str, dict[str, str], float]


def health_as_prometheus(report: HealthReport) -> str:
    """Return ``report`` as text: one gauge for each fact, by site and kind of run."""
    samples = list(_get_samples(report))
    lines: list[str] = []
    for name, explanation in HELP.items():
        own = [each for each in samples if each[0] == name]
        if own:
            lines += [f"# HELP {name} {explanation}", f"# TYPE {name} gauge"]
            lines += [_format(sample) for sample in own]
    return "\n".join(lines) + "\n"


def _get_samples(report: HealthReport) -> Iterator[Sample]:
    yield from _moment("wagtail_easycars_last_tick_timestamp_seconds", {}, report.state.last_tick)
    yield "wagtail_easycars_troubles", {}, len(report.findings)
    for finding in report.findings:
        site = site_spec(finding.site) if finding.site else ""
        labels = {"site": site, "trouble": str(finding.kind), "kind": finding.run_kind}
        yield "wagtail_easycars_trouble", labels, 1
    yield from _get_samples_of_sites(report)
    yield from _get_samples_of_runs(report)


def _get_samples_of_sites(report: HealthReport) -> Iterator[Sample]:
    for site in report.state.sites:
        labels = {"site": site_spec(site.site)}
        yield "wagtail_easycars_held_vehicles", labels, site.held
        yield "wagtail_easycars_waiting_leads", labels, site.waiting_leads
        name = "wagtail_easycars_oldest_waiting_lead_timestamp_seconds"
        yield from _moment(name, labels, site.oldest_waiting_lead)


def _get_samples_of_runs(report: HealthReport) -> Iterator[Sample]:
    for site in report.state.sites:
        for kind, row in site.schedules.items():
            labels = {"site": site_spec(site.site), "kind": kind}
            name = "wagtail_easycars_last_success_timestamp_seconds"
            yield from _moment(name, labels, row.last_success_at)
            yield from _moment(
                "wagtail_easycars_next_due_timestamp_seconds", labels, row.next_due_at
            )
            yield "wagtail_easycars_failures", labels, row.failures
            yield "wagtail_easycars_stopped", labels, int(row.is_stopped)
            if (seconds := get_duration(row.last_run)) is not None:
                yield "wagtail_easycars_last_run_duration_seconds", labels, seconds
            for count in COUNTS if row.last_run else ():
                counted = {**labels, "count": count}
                yield "wagtail_easycars_last_run_records", counted, getattr(row.last_run, count)


def _moment(name: str, labels: dict[str, str], moment: datetime | None) -> Iterator[Sample]:
    if moment is not None:
        yield name, labels, moment.timestamp()


def _format(sample: Sample) -> str:
    name, labels, value = sample
    shown = ",".join(f'{label}="{_escape(text)}"' for label, text in labels.items())
    return f"{name}{{{shown}}} {value}" if shown else f"{name} {value}"


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
