"""Answers for programs, which get JSON, and for browsers without JavaScript, which get a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_easycars.models import SyncRun


def wants_page(request: HttpRequest) -> bool:
    """Return whether a person's browser asks: its ``Accept`` names ``text/html``."""
    return "text/html" in request.headers.get("Accept", "")


def tell_of_run(
    request: HttpRequest, run: SyncRun, message: str, *, status: int, page_url: str, status_url: str
) -> HttpResponse:
    """Answer with the run that was started, or that is under way already.

    People are led to ``page_url``, programs are told ``status_url``, where it is watched.
    """
    if wants_page(request):
        tell = messages.success if status == 202 else messages.warning
        tell(request, message)
        return redirect(page_url)
    return JsonResponse(
        {"run": run.pk, "status_url": status_url, "message": message}, status=status
    )


def refuse(request: HttpRequest, message: str, *, status: int, page_url: str) -> HttpResponse:
    """Answer that what was asked for is not done, and why."""
    if wants_page(request):
        messages.error(request, message)
        return redirect(page_url)
    return JsonResponse({"error": message}, status=status)


def explain_wrong_site() -> str:
    return _("Say which site is meant: “site” has to be the number of a site.")
