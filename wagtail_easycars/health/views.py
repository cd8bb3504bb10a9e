"""The health as an address for a monitoring service, with a token of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wagtail_easycars.conf import app_settings
from wagtail_easycars.health.prometheus import health_as_prometheus
from wagtail_easycars.health.report import get_health, health_as_dict

BEARER = "bearer"


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Report as JSON: 200 where all is fine, 503 where something needs a person.

    ``?format=prometheus`` is always 200, since Prometheus reads no other. Raises ``Http404`` unless
    the request has the token of the settings.
    """
    if not _is_allowed(request):
        raise Http404
    report = get_health()
    if request.GET.get("format") == "prometheus":
        metrics, content_type = health_as_prometheus(report, request.headers.get("Accept", ""))
        return HttpResponse(metrics, content_type=content_type)
    response = JsonResponse(health_as_dict(report), status=200 if report.is_fine else 503)
    # Or Django would mail the ADMINS each time that somebody asks.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _is_allowed(request: HttpRequest) -> bool:
    expected = app_settings.HEALTH_TOKEN
    if not expected:
        return False
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != BEARER:  # none, or for a server in front of the site
        given = request.GET.get("token", "")
    return constant_time_compare(given, expected)
