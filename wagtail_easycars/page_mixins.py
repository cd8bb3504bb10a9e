"""What a page type needs to list a site's vehicles, or to show one.

The package's own page types live in the optional app ``wagtail_easycars.pages``. A site that wants
its own fields builds its page types from these mixins and names them in ``VEHICLE_PAGE_MODEL`` and
``INVENTORY_PAGE_MODEL``.

A page type's own template, such as ``showroom/showroom_page.html``, is used where it exists, else
``wagtail_easycars/inventory_page.html`` and ``wagtail_easycars/vehicle_page.html``. These extend
``wagtail_easycars/base.html``, which a site replaces by one that extends its own.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.listing.listing import Listing
from wagtail_easycars.listing.sitemap import is_for_sale_here
from wagtail_easycars.listing.vehicle_page import get_vehicle_context, is_gone
from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.page_lookup import is_on_site_of

NO_INDEX = "noindex"


class InventoryPageMixin(models.Model):
    """Lists the vehicles whose pages are below it: paged, sorted and filtered by query string.

    Templates get ``listing``, a ``wagtail_easycars.listing.listing.Listing``.
    """

    default_template = "wagtail_easycars/inventory_page.html"

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[str]:
        own = super().get_template(request, *args, **kwargs)  # type: ignore[misc]
        return [own, self.default_template]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Raises ``Http404`` for a page number beyond the last."""
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        return {**context, "listing": Listing(self, request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        # A redirect, or a route of the site's own that answers in JSON, has no context.
        context = getattr(response, "context_data", None) or {}
        listing = context.get("listing")
        if listing is not None and listing.is_filtered:
            response["X-Robots-Tag"] = NO_INDEX
        return response


class VehiclePageMixin(models.Model):
    """Shows one vehicle. Holds no fact of the vehicle itself, so that a new price changes no page.

    Templates get ``vehicle``, and what ``get_vehicle_context`` adds.
    """

    default_template = "wagtail_easycars/vehicle_page.html"
    gone_template = "wagtail_easycars/vehicle_gone.html"

    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.PROTECT, related_name="+", verbose_name=_("vehicle")
    )

    # Pages of vehicles come from the stock. Wagtail does not inherit this: a page type repeats it.
    is_creatable = False

    class Meta:
        abstract = True

    @classmethod
    def for_vehicle(cls, vehicle: Vehicle) -> Self:
        """Return a new, unsaved page for ``vehicle``; override to fill a site's own fields."""
        # Wagtail takes three times as long where a page is given its values when it is made.
        page = cls()
        page.vehicle = vehicle
        page.title = vehicle.title[:255]  # type: ignore[attr-defined]
        return page

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[str]:
        own = super().get_template(request, *args, **kwargs)  # type: ignore[misc]
        return [own, self.default_template]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        return {**context, **get_vehicle_context(self, request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer '410 Gone' once a vehicle has been sold for ``SOLD_PAGE_DAYS`` days.

        Raises ``Http404`` where the page was moved to another dealer's site.
        """
        if not is_on_site_of(self, self.vehicle):
            raise Http404
        if is_gone(self.vehicle):
            context = self.get_context(request, *args, **kwargs)
            response: HttpResponse = TemplateResponse(
                request, self.gone_template, context, status=410
            )
        else:
            response = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if not self.vehicle.is_listed:
            response["X-Robots-Tag"] = NO_INDEX
        return response

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return this page's address while the vehicle is for sale."""
        if not is_for_sale_here(self, request):
            return []
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)  # type: ignore[misc]
        return urls
