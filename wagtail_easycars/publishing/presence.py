"""Why a vehicle is on its site, or is not: the answer in a sentence, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import PageLogEntry

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import EasyCarsSettings, SyncChange, Vehicle
from wagtail_easycars.page_lookup import is_on_site_of
from wagtail_easycars.publishing.inventory import NoInventoryPage, get_inventory_page


class Place(StrEnum):
    """Where in the admin an advice can be followed."""

    NOWHERE = ""
    VEHICLE = "vehicle"
    PAGE = "page"
    SETTINGS = "settings"
    DASHBOARD = "dashboard"


@dataclass(frozen=True)
class Presence:
    """``answer`` says whether the vehicle is on the site and why, ``advice`` what can be done."""

    is_on_site: bool
    answer: str
    advice: str = ""
    place: Place = Place.NOWHERE
    page: Any = None


def get_presence(vehicle: Vehicle) -> Presence:
    """Return whether and why visitors find ``vehicle`` on its site, in a few queries."""
    page = vehicle.page
    if not vehicle.is_listed:
        return _off_sale(vehicle, page)
    if page is None:
        return _without_page(vehicle)
    if not page.live:
        return _unpublished(page)
    if not is_on_site_of(page, vehicle):
        return _on_other_site(page)
    if page.get_view_restrictions().exists():
        return _restricted(page)
    return Presence(
        is_on_site=True,
        answer=_("On the site since %(date)s.") % {"date": _format(_get_live_since(vehicle, page))},
        page=page,
    )


def _off_sale(vehicle: Vehicle, page: Any) -> Presence:
    if vehicle.status == Vehicle.Status.SOLD:
        answer, advice = _explain_sold(vehicle), ""
    else:
        answer, advice = _explain_withdrawn(vehicle)
    if not advice:
        advice = _("If it is still for sale, change its status.")
        if _follows_easycars(vehicle):
            advice = _("If it is still for sale, change that in EasyCars, then sync the stock.")
    has_own_status = not _follows_easycars(vehicle)
    return Presence(
        is_on_site=False,
        answer=f"{answer} {_explain_sold_page(vehicle, page)}".strip(),
        advice=advice,
        place=Place.VEHICLE if has_own_status else Place.DASHBOARD,
        page=page,
    )


def _follows_easycars(vehicle: Vehicle) -> bool:
    is_synced = vehicle.source == Vehicle.Source.EASYCARS
    return is_synced and "status" not in vehicle.pinned_fields


def _explain_sold(vehicle: Vehicle) -> str:
    date = _format(vehicle.withdrawn_at)
    if _follows_easycars(vehicle):
        return _("Not for sale on the site: EasyCars has it as sold since %(date)s.") % {
            "date": date
        }
    return _("Not for sale on the site: your staff marked it as sold on %(date)s.") % {"date": date}


def _explain_withdrawn(vehicle: Vehicle) -> tuple[str, str]:
    changes = vehicle.sync_changes.filter(action=SyncChange.Action.WITHDRAWN)
    change = changes.select_related("user").order_by("-pk").first()
    date = _format(vehicle.withdrawn_at)
    if change is None or change.created_at < (vehicle.withdrawn_at or change.created_at):
        return _("Not on the site: your staff withdrew it on %(date)s.") % {"date": date}, ""
    advice = _("If it is still for sale, put it back into EasyCars, then sync the stock.")
    if change.user is None:
        answer = _("Not on the site: EasyCars no longer lists it, so it was withdrawn on %(date)s.")
        return answer % {"date": date}, advice
    answer = _(
        "Not on the site: EasyCars no longer lists it, and %(user)s agreed on %(date)s that it "
        "goes."
    )
    return answer % {"date": date, "user": get_user_display_name(change.user)}, advice


def _explain_sold_page(vehicle: Vehicle, page: Any) -> str:
    """A vehicle that has gone keeps its page for a while, marked as sold."""
    if page is None or not page.live or vehicle.withdrawn_at is None:
        return ""
    end = vehicle.withdrawn_at + timedelta(days=app_settings.SOLD_PAGE_DAYS)
    return _("Who has the address of its page reads there until %(date)s that it is sold.") % {
        "date": _format(end)
    }


def _without_page(vehicle: Vehicle) -> Presence:
    try:
        get_inventory_page(EasyCarsSettings.for_site(vehicle.site))
    except NoInventoryPage as error:
        return Presence(False, _("Not on the site."), str(error), Place.SETTINGS)
    failure = vehicle.sync_changes.filter(action=SyncChange.Action.FAILED).order_by("-pk").first()
    if failure is not None:
        return Presence(False, _("Not on the site."), failure.error, Place.VEHICLE)
    return Presence(
        is_on_site=False,
        answer=_("Not on the site: it has no page. It is new, or its page was deleted."),
        advice=_("The next sync of the stock makes its page. So does saving the vehicle."),
        place=Place.VEHICLE,
    )


def _unpublished(page: Any) -> Presence:
    answer = _("Not on the site: its page is not published.")
    entry = _get_last_entry(page, "wagtail.unpublish")
    if page.expired:
        answer = _("Not on the site: its page has expired.")
    elif entry is not None and entry.user is not None:
        answer = _("Not on the site: %(user)s unpublished its page on %(date)s.") % {
            "user": get_user_display_name(entry.user),
            "date": _format(entry.timestamp),
        }
    return Presence(False, answer, _("To have it back, publish the page."), Place.PAGE, page)


def _on_other_site(page: Any) -> Presence:
    return Presence(
        is_on_site=False,
        answer=_("Not on the site: its page was moved to where it is not part of this site."),
        advice=_("Move the page back below the inventory page."),
        place=Place.PAGE,
        page=page,
    )


def _restricted(page: Any) -> Presence:
    return Presence(
        is_on_site=False,
        answer=_("On the site, but only for some: its page, or one above it, is private."),
        advice=_("To show it to everybody, change who may see that page."),
        place=Place.PAGE,
        page=page,
    )


def _get_live_since(vehicle: Vehicle, page: Any) -> datetime | None:
    """Return since when visitors find it without interruption."""
    was_unpublished = _get_last_entry(page, "wagtail.unpublish") is not None
    published = page.last_published_at if was_unpublished else page.first_published_at
    returns = vehicle.sync_changes.filter(action=SyncChange.Action.RETURNED).order_by("-pk")
    returned = returns.values_list("created_at", flat=True).first()
    return max((date for date in (published, returned) if date), default=None)


def _get_last_entry(page: Any, action: str) -> PageLogEntry | None:
    entries = PageLogEntry.objects.filter(page=page.pk, action=action).select_related("user")
    entry: PageLogEntry | None = entries.order_by("-timestamp", "-pk").first()
    return entry


def _format(date: datetime | None) -> str:
    return date_format(localtime(date), "DATE_FORMAT") if date else _("an unknown date")
