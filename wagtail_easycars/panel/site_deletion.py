"""Deleting a site that still has vehicles or leads, which Wagtail would answer with an error."""

from __future__ import annotations

from typing import Any

from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.sites.views import DeleteView, SiteViewSet

from wagtail_easycars.models import Lead, Vehicle


class SiteDeleteView(DeleteView):
    """Says what keeps a site from being deleted, if it is ours."""

    def form_valid(self, form: Any) -> HttpResponse:
        site = self.object
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError as error:
            if not any(isinstance(each, Vehicle | Lead) for each in error.protected_objects):
                raise
            message = _(
                "%(site)s cannot be deleted: it has %(vehicles)d vehicles and %(leads)d leads, "
                "which would be lost. To take it off the web, unpublish its pages."
            )
            counts = {
                "vehicles": Vehicle.objects.filter(site=site.pk).count(),
                "leads": Lead.objects.filter(site=site.pk).count(),
            }
            messages.error(self.request, message % {"site": site, **counts})
            return redirect("wagtailsites:edit", site.pk)
        return response


def get_site_deletion_urls() -> list[URLPattern]:
    """Return the address of Wagtail's own view, to be found before Wagtail's."""
    viewset = SiteViewSet("wagtailsites", url_prefix="sites", delete_view_class=SiteDeleteView)
    return [path("sites/delete/<int:pk>/", viewset.delete_view)]
