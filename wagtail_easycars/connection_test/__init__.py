"""Tries credentials at EasyCars before they are saved. Writes nothing, and keeps no token."""

from wagtail_easycars.connection_test.findings import ConnectionReport, Finding, Outcome, Step
from wagtail_easycars.connection_test.run import LONGEST_SECONDS, run_connection_test
from wagtail_easycars.connection_test.yards import FoundYard

__all__ = [
    "LONGEST_SECONDS",
    "ConnectionReport",
    "Finding",
    "FoundYard",
    "Outcome",
    "Step",
    "run_connection_test",
]
