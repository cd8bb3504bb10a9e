"""The addresses by which comparisons are started and watched."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.differences.access import get_seen_sites
from wagtail_easycars.panel.differences.comparisons import get_name, get_states
from wagtail_easycars.panel.sync.report import report_states
from wagtail_easycars.panel.sync.start import SyncUnderWay
from wagtail_easycars.panel.sync.views import StartView, SyncView
from wagtail_easycars.site_names import get_site_name


class CompareView(StartView):
    """Starts a comparison."""

    # What is found is only for those who may see runs, so nobody else has it looked for.
    rights = ("start", "view")

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.start(SyncRun.Kind.COMPARISON)

    def describe_begin(self, run: SyncRun) -> str:
        return _("The comparison of %(site)s begins.") % {"site": get_site_name(run.site)}

    def describe_under_way(self, error: SyncUnderWay) -> str:
        site = get_site_name(error.run.site)
        return _("%(site)s is being compared already.") % {"site": site}

    def get_page_url(self, site_id: int) -> str:
        return f"{reverse('easycars:differences')}?site={site_id}"

    def get_status_url(self, site_id: int) -> str:
        return reverse("easycars:comparison_status")


class ComparisonStatusView(SyncView):
    """Tells how the comparisons of all sites stand that the person may see."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = list(get_seen_sites(request.user))
        if not sites:
            raise PermissionDenied
        states = get_states(sites)
        return JsonResponse(report_states({get_name(pk): state for pk, state in states.items()}))
