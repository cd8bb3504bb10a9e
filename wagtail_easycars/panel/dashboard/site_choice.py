"""Which site's dashboard is shown, and the form that leads to another's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_easycars.site_names import get_site_name


def get_chosen_site(request: HttpRequest, sites: Sequence[Site]) -> Site:
    """Return the one of ``sites`` that the address names, or where it names none, the nearest.

    Raises ``PermissionDenied`` where there are no sites, ``Http404`` for any but these.
    """
    if not sites:
        raise PermissionDenied
    if "site" not in request.GET:
        return _get_nearest(request, sites)
    chosen = next((site for site in sites if str(site.pk) == request.GET["site"]), None)
    if chosen is None:
        raise Http404
    return chosen


def _get_nearest(request: HttpRequest, sites: Sequence[Site]) -> Site:
    host = request.get_host().partition(":")[0]
    return next((site for site in sites if site.hostname == host), sites[0])


class SiteChoiceForm(forms.Form):
    """Leads to the dashboard of another site, as Wagtail's settings do."""

    site = forms.ChoiceField(
        label=_("Site"),
        widget=forms.Select(
            attrs={"data-controller": "w-submit", "data-action": "change->w-submit#submit"}
        ),
    )

    def __init__(self, *args: Any, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [(site.pk, get_site_name(site)) for site in sites]  # type: ignore[attr-defined]
