from __future__ import annotations

import pytest

from wagtail_easycars.connection_test import Outcome, Step, run_connection_test


@pytest.fixture
def try_connection(easycars):
    """Tests the connection of the first dealer's settings, with ``changes``; nothing is saved."""

    def run(seconds=10.0, **changes):
        for name, value in changes.items():
            setattr(easycars, name, value)
        return run_connection_test(easycars, seconds=seconds)

    return run


@pytest.fixture
def reached_at(settings):
    """Has the services be where ``base_url`` says."""

    def point_to(base_url):
        urls = {"test": base_url, "production": base_url}
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "API_BASE_URLS": urls}

    return point_to


def outcomes(report):
    """Return the outcome of each step by its name."""
    return {finding.step.value: finding.outcome.value for finding in report.findings}


def outcomes_with(default=Outcome.OK, **exceptions):
    names = {name.replace("_", "-"): outcome.value for name, outcome in exceptions.items()}
    return {step.value: default.value for step in Step} | names


def finding_of(report, step):
    return next(finding for finding in report.findings if finding.step is step)
