"""Views about one site of those that a person may act for."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from wagtail_easycars.panel.policies import ANY_PERMISSION, may, sites_for
from wagtail_easycars.site_names import get_site_name


class OfSiteMixin:
    """For a view of the site that ``site`` in the address or the form names.

    Without that, it is the first one that the person may act for. A site that the person may see
    nothing of is not there at all; for any other, ``action`` is needed.
    """

    policy: ClassVar[SitePermissionPolicy]
    action: ClassVar[str]
    url_name: ClassVar[str]
    request: HttpRequest
    breadcrumbs_items: list[dict[str, Any]]

    @cached_property
    def site(self) -> Site:
        user = self.request.user
        chosen = self.request.POST.get("site") or self.request.GET.get("site")
        if chosen is None:
            site = sites_for(user, self.policy, self.action).first()
            if site is None:
                raise PermissionDenied
            return site
        site = self._find_visible(chosen)
        if not may(user, self.policy, self.action, site):
            raise PermissionDenied
        return site

    def _find_visible(self, chosen: str) -> Site:
        if not self.policy.user_has_any_permission(
            self.request.user, [*ANY_PERMISSION, self.action]
        ):
            raise PermissionDenied
        visible = sites_for(self.request.user, self.policy, *ANY_PERMISSION, self.action)
        site = visible.filter(pk=chosen).first() if chosen.isascii() and chosen.isdigit() else None
        if site is None:
            raise Http404
        return site

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        _ = self.site  # whatever the view goes on to do, this is asked first
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_page_subtitle(self) -> str:
        return get_site_name(self.site)

    def get_own_url(self, **query: Any) -> str:
        return get_url(self.url_name, self.site, **query)

    def get_base_breadcrumbs(self) -> list[dict[str, Any]]:
        """Return Wagtail's own and the dashboard of the site."""
        dashboard = {"url": get_url("easycars:dashboard", self.site), "label": "EasyCars"}
        return [*self.breadcrumbs_items, dashboard]


def get_url(name: str, site: Site, *args: Any, **query: Any) -> str:
    """Return the address of a view about ``site``."""
    return f"{reverse(name, args=args)}?{urlencode({'site': site.pk, **query}, doseq=True)}"
