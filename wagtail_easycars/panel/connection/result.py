"""What a connection test has to say, as it stands below its button and on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from wagtail_easycars.connection_test import ConnectionReport, FoundYard, Outcome
from wagtail_easycars.errors import EasyCarsError


class Sign(NamedTuple):
    """How an outcome looks, beside the word for it."""

    icon: str
    classname: str


SIGNS = {
    Outcome.OK: Sign("success", "w-text-positive-100"),
    Outcome.DOUBTFUL: Sign("warning", "w-text-warning-100"),
    Outcome.FAILED: Sign("cross", "w-text-critical-200"),
    Outcome.NOT_TRIED: Sign("minus", ""),
}


class TestResult(Component):
    """A summary in one sentence and what stands below it; ``status`` is the answer's for HTTP.

    ``announcement`` is what a screen reader says when the result has come.
    """

    status = 200
    outcome = Outcome.FAILED
    yards: Sequence[FoundYard] = ()

    def __init__(self, summary: str, *further: str) -> None:
        self.summary = summary
        self.announcement = " ".join([summary, *further])

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"result": self, "sign": SIGNS[self.outcome]}


class ReportResult(TestResult):
    """The steps of a test that was made."""

    template_name = "wagtail_easycars/panel/connection/report.html"

    def __init__(self, report: ConnectionReport) -> None:
        failed = [each.message for each in report.findings if each.outcome is Outcome.FAILED]
        super().__init__(_summarise(report.outcome), *failed[:1])
        self.outcome = report.outcome
        self.yards = report.yards
        self.findings = [(finding, SIGNS[finding.outcome]) for finding in report.findings]


class UnusableResult(TestResult):
    """The form holds nothing that could be tried."""

    template_name = "wagtail_easycars/panel/connection/unusable.html"
    status = 400

    def __init__(self, problems: Iterable[tuple[Any, str]], technical_detail: str = "") -> None:
        self.problems = list(problems)
        texts = [message for _label, message in self.problems]
        super().__init__(_("Nothing was tried yet: correct this first."), *texts)
        self.technical_detail = technical_detail

    @classmethod
    def from_error(cls, error: EasyCarsError) -> UnusableResult:
        return cls([("", str(error))], error.technical_detail)


class TooManyResult(TestResult):
    """Somebody tests and tests."""

    template_name = "wagtail_easycars/panel/connection/result.html"
    status = 429

    def __init__(self) -> None:
        super().__init__(_("Too many tests in a short time. Wait a minute, then test again."))


def _summarise(outcome: Outcome) -> str:
    if outcome is Outcome.OK:
        return _("The connection works.")
    if outcome is Outcome.DOUBTFUL:
        return _("The connection works, but look at what is marked below.")
    return _("The connection does not work yet.")
