"""Answers for programs, which get JSON, and for browsers without JavaScript, which get a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Site

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.dashboard.links import get_dashboard_url
from wagtail_easycars.panel.sync.links import get_status_url


def wants_page(request: HttpRequest) -> bool:
    """Return whether a person's browser asks: its ``Accept`` names ``text/html``."""
    return "text/html" in request.headers.get("Accept", "")


def tell_of_run(request: HttpRequest, run: SyncRun, message: str, *, status: int) -> HttpResponse:
    """Answer with the run that was started, or that is under way already."""
    if wants_page(request):
        tell = messages.success if status == 202 else messages.warning
        tell(request, message)
        return redirect(get_dashboard_url(run.site_id))
    url = get_status_url(run.site_id)
    return JsonResponse({"run": run.pk, "status_url": url, "message": message}, status=status)


def refuse(
    request: HttpRequest, message: str, *, status: int, site: Site | None = None
) -> HttpResponse:
    """Answer that what was asked for is not done, and why."""
    if wants_page(request):
        messages.error(request, message)
        return redirect(get_dashboard_url(site.pk if site else None))
    return JsonResponse({"error": message}, status=status)


def explain_wrong_site() -> str:
    return _("Say which site is meant: “site” has to be the number of a site.")
