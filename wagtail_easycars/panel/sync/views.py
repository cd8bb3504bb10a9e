"""The addresses by which syncs are started and watched."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.dashboard.links import get_dashboard_url
from wagtail_easycars.panel.policies import may, run_policy
from wagtail_easycars.panel.sync.answers import (
    explain_wrong_site,
    refuse,
    tell_of_run,
    wants_page,
)
from wagtail_easycars.panel.sync.limit import TooManySyncs
from wagtail_easycars.panel.sync.links import get_status_url
from wagtail_easycars.panel.sync.report import report_states
from wagtail_easycars.panel.sync.start import SyncUnderWay, start_sync
from wagtail_easycars.panel.sync.state import KINDS, get_sync_states

SEE = ("view", "start")
# What a database takes for a number.
LONGEST_ID = 18


class WrongSite(EasyCarsError):
    """What was sent is not the number of a site."""


class SyncView(View):
    """Tells programs in JSON what Wagtail tells people on a page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except WrongSite:
            return self._say(explain_wrong_site(), status=400)
        except PermissionDenied:
            if wants_page(request):
                raise
            return self._say(_("You do not have permission to do this."), status=403)
        except Http404:
            if wants_page(request):
                raise
            return self._say(_("There is no such site."), status=404)

    def _say(self, message: str, *, status: int) -> HttpResponse:
        return refuse(self.request, message, status=status, page_url=get_dashboard_url())


class StartView(SyncView):
    """Starts a run for the site that is sent, for who has ``rights`` there."""

    http_method_names = ["post", "options"]
    rights: tuple[str, ...] = ("start",)

    def start(self, kind: str) -> HttpResponse:
        site = self._get_site()
        try:
            run = start_sync(site, kind, user=self.request.user)
        except SyncUnderWay as error:
            return self._tell(error.run, self.describe_under_way(error), status=409)
        except TooManySyncs as error:
            response = self._refuse(site, error, status=429)
            response["Retry-After"] = str(error.seconds)
            return response
        except EasyCarsError as error:
            return self._refuse(site, error, status=400)
        return self._tell(run, self.describe_begin(run), status=202)

    def describe_begin(self, run: SyncRun) -> str:
        return _("%(kind)s: the sync begins.") % {"kind": run.get_kind_display()}

    def describe_under_way(self, error: SyncUnderWay) -> str:
        return str(error)

    def get_page_url(self, site_id: int) -> str:
        """Return where people see what becomes of the run."""
        return get_dashboard_url(site_id)

    def get_status_url(self, site_id: int) -> str:
        """Return where programs are told what becomes of it."""
        return get_status_url(site_id)

    def _get_site(self) -> Site:
        site = Site.objects.filter(pk=read_site_id(self.request.POST)).first()
        if site is None or not may_see_syncs(self.request.user, site.pk):
            raise Http404
        if not all(may(self.request.user, run_policy, right, site) for right in self.rights):
            raise PermissionDenied
        return site

    def _tell(self, run: SyncRun, message: str, *, status: int) -> HttpResponse:
        return tell_of_run(
            self.request,
            run,
            message,
            status=status,
            page_url=self.get_page_url(run.site_id),
            status_url=self.get_status_url(run.site_id),
        )

    def _refuse(self, site: Site, error: EasyCarsError, *, status: int) -> HttpResponse:
        page_url = self.get_page_url(site.pk)
        return refuse(self.request, str(error), status=status, page_url=page_url)


class StartSyncView(StartView):
    """Starts a sync of one kind."""

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in KINDS:
            raise Http404
        return self.start(kind)


class SyncStatusView(SyncView):
    """Tells how the syncs of a site stand, in one query of its own."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        site_id = read_site_id(request.GET)
        if not may_see_syncs(request.user, site_id):
            raise Http404
        states = get_sync_states(site_id)
        has_run = any(state.current or state.last for state in states.values())
        if not has_run and not Site.objects.filter(pk=site_id).exists():
            raise Http404
        return JsonResponse(report_states(states))


def read_site_id(data: QueryDict) -> int:
    """Return the number of a site that was sent; raises ``WrongSite`` for anything else."""
    text = data.get("site", "")
    if not is_id(text):
        raise WrongSite
    return int(text)


def is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID


def may_see_syncs(user: Any, site_id: int) -> bool:
    run = SyncRun(site_id=site_id)
    return bool(run_policy.user_has_any_permission_for_instance(user, SEE, run))
