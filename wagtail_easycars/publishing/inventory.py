"""The page below which a site's vehicles are published."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.page_lookup import get_inventory_page_model

SLUG = "vehicles"


class NoInventoryPage(EasyCarsError):
    """The site's vehicles cannot be published, for there is no page to publish them below."""


def get_inventory_page(settings: EasyCarsSettings) -> Any:
    """Return the site's inventory page.

    Raises ``NoInventoryPage`` where none is chosen or it is no longer below the site's root page.
    """
    page = settings.inventory_page
    if page is None:
        raise NoInventoryPage(
            _(
                "The vehicles are stored but not published: the site has no inventory page, or it "
                "was deleted. Choose one in the EasyCars settings."
            )
        )
    if not page.path.startswith(settings.site.root_page.path):
        raise NoInventoryPage(
            _(
                "The vehicles are stored but not published: the inventory page “%(page)s” is no "
                "longer part of this site. Move it back, or choose another one in the EasyCars "
                "settings."
            )
            % {"page": page.get_admin_display_title()}
        )
    return page


def find_or_create_inventory_page(site: Site) -> tuple[Any, Any | None]:
    """Return the inventory page of ``site``, and it again where it had to be created.

    An existing one in the site's tree is taken, unless another site publishes there.
    """
    page = _find(site)
    if page is not None:
        return page, None
    page = _create(site)
    return page, page


def _find(site: Site) -> Any | None:
    elsewhere = EasyCarsSettings.objects.exclude(site=site).exclude(inventory_page=None)
    pages = get_inventory_page_model().objects.descendant_of(site.root_page, inclusive=True)
    return pages.exclude(pk__in=elsewhere.values("inventory_page")).order_by("path").first()


def _create(site: Site) -> Any:
    parent = type(site.root_page).objects.get(pk=site.root_page_id)
    page = get_inventory_page_model()(title=_("Vehicles"))
    if not parent.get_children().filter(slug=SLUG).exists():
        page.slug = SLUG
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page
