"""The addresses by which comparisons are started and watched."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.differences.access import get_seen_sites
from wagtail_easycars.panel.differences.comparisons import get_name, get_states
from wagtail_easycars.panel.policies import may, run_policy
from wagtail_easycars.panel.sync.answers import wants_page
from wagtail_easycars.panel.sync.limit import TooManySyncs
from wagtail_easycars.panel.sync.report import report_states
from wagtail_easycars.panel.sync.start import SyncUnderWay, start_sync
from wagtail_easycars.panel.sync.views import SyncView, may_see_syncs, read_site_id
from wagtail_easycars.site_names import get_site_name


class CompareView(SyncView):
    """Starts a comparison of the site that is sent."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        site = self._get_site()
        try:
            run = start_sync(site, SyncRun.Kind.COMPARISON, user=request.user)
        except SyncUnderWay as error:
            text = _("%(site)s is being compared already.") % {"site": get_site_name(site)}
            return _tell(request, error.run, text, status=409)
        except TooManySyncs as error:
            response = _refuse(request, error, site, status=429)
            response["Retry-After"] = str(error.seconds)
            return response
        except EasyCarsError as error:
            return _refuse(request, error, site, status=400)
        text = _("The comparison of %(site)s begins.") % {"site": get_site_name(site)}
        return _tell(request, run, text, status=202)

    def _get_site(self) -> Site:
        user = self.request.user
        site = Site.objects.filter(pk=read_site_id(self.request.POST)).first()
        if site is None or not may_see_syncs(user, site.pk):
            raise Http404
        # What is found is only for those who may see runs, so nobody else has it looked for.
        if not all(may(user, run_policy, action, site) for action in ("start", "view")):
            raise PermissionDenied
        return site


class ComparisonStatusView(SyncView):
    """Tells how the comparisons of all sites stand that the person may see."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = list(get_seen_sites(request.user))
        if not sites:
            raise PermissionDenied
        states = get_states(sites)
        return JsonResponse(report_states({get_name(pk): state for pk, state in states.items()}))


def _tell(request: HttpRequest, run: SyncRun, text: str, *, status: int) -> HttpResponse:
    if wants_page(request):
        tell = messages.success if status == 202 else messages.warning
        tell(request, text)
        return redirect(get_differences_url(run.site_id))
    url = reverse("easycars:comparison_status")
    return JsonResponse({"run": run.pk, "status_url": url, "message": text}, status=status)


def _refuse(request: HttpRequest, error: EasyCarsError, site: Site, *, status: int) -> HttpResponse:
    if wants_page(request):
        messages.error(request, str(error))
        return redirect(get_differences_url(site.pk))
    return JsonResponse({"error": str(error)}, status=status)


def get_differences_url(site_id: int) -> str:
    """Return the address of the list of a site's differences."""
    return f"{reverse('easycars:differences')}?site={site_id}"
