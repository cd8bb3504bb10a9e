"""The connection test: reach the host, then try both services at once, within ten seconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wagtail_easycars.connection import check_complete, get_base_url
from wagtail_easycars.connection_test.chain import Chain
from wagtail_easycars.connection_test.countdown import Countdown
from wagtail_easycars.connection_test.findings import ConnectionReport, Finding, Outcome, Step
from wagtail_easycars.connection_test.probes import Prober
from wagtail_easycars.connection_test.texts import explain_not_tried, explain_silence
from wagtail_easycars.models import EasyCarsSettings

LONGEST_SECONDS = 10.0

# Each needs the one before it.
HOST = (Step.HOST,)
STOCK = (Step.STOCK_TOKEN, Step.STOCK_ACCOUNT)
LEADS = (Step.LEAD_TOKEN, Step.LEAD_ACCOUNT)


def run_connection_test(
    settings: EasyCarsSettings, *, seconds: float = LONGEST_SECONDS
) -> ConnectionReport:
    """Try ``settings``, saved or not, at EasyCars; it is over after ``seconds`` at the latest.

    Raises ``NotConfigured`` where a credential is missing, and ``EncryptionError`` where a stored
    one cannot be read: then nothing was tried.
    """
    check_complete(settings)
    countdown = Countdown(seconds)
    prober = Prober(settings, get_base_url(settings.environment), countdown)
    findings = _try(prober, countdown, HOST)
    if _is_passed(findings, Step.HOST):
        findings |= _try(prober, countdown, STOCK, LEADS)
    return ConnectionReport(tuple(_complete(findings, seconds)))


def _try(prober: Prober, countdown: Countdown, *chains: tuple[Step, ...]) -> dict[Step, Finding]:
    """Try the steps of each of ``chains``, beside each other."""
    started = [
        Chain({step: prober.get_probe(step) for step in steps}, countdown).start()
        for steps in chains
    ]
    return {step: finding for chain in started for step, finding in chain.wait().items()}


def _is_passed(findings: Mapping[Step, Finding], step: Step) -> bool:
    return step in findings and findings[step].outcome is not Outcome.FAILED


def _complete(findings: Mapping[Step, Finding], seconds: float) -> Iterable[Finding]:
    """Add what the steps have to say that are not over, or were never begun."""
    for step in Step:
        if step in findings:
            yield findings[step]
        elif all(_is_passed(findings, earlier) for earlier in _needed_for(step)):
            yield Finding(step, Outcome.FAILED, explain_silence(step, seconds))
        else:
            yield Finding(step, Outcome.NOT_TRIED, explain_not_tried())


def _needed_for(step: Step) -> list[Step]:
    chain = next(chain for chain in (HOST, STOCK, LEADS) if step in chain)
    earlier = chain[: chain.index(step)]
    return [*earlier] if chain is HOST else [Step.HOST, *earlier]
