"""The page below which a site's vehicles are published."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import EasyCarsSettings


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
