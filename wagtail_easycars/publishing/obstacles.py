"""What keeps EasyCars' latest data from a vehicle, or may soon take it off the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wagtail_easycars.models import EasyCarsSettings, SyncChange, SyncRun, Vehicle
from wagtail_easycars.publishing.presence import Place


@dataclass(frozen=True)
class Obstacle:
    text: str
    place: Place = Place.NOWHERE


def find_obstacles(vehicle: Vehicle) -> Iterator[Obstacle]:
    """Yield what staff should know besides whether ``vehicle`` is on the site."""
    if vehicle.source != Vehicle.Source.EASYCARS:
        return
    settings = EasyCarsSettings.for_site(vehicle.site)
    if vehicle.withdrawal_held_at is not None:
        yield _held(vehicle)
    if not settings.is_active:
        text = _("The connection to EasyCars is switched off, so nothing new arrives.")
        yield Obstacle(text, Place.SETTINGS)
    elif (failure := _find_failure(vehicle)) is not None:
        text = _("The latest sync could not use what EasyCars says of it: %(reason)s")
        yield Obstacle(text % {"reason": failure.error}, Place.NOWHERE)
    if settings.yard_code_list and vehicle.yard_code not in settings.yard_code_list:
        text = _("Its yard %(yard)s is not among the yards that this site takes from EasyCars.")
        yield Obstacle(text % {"yard": vehicle.yard_code or "-"}, Place.SETTINGS)


def _held(vehicle: Vehicle) -> Obstacle:
    text = _(
        "EasyCars does not list it any more since %(date)s. It stays on the site until somebody "
        "has agreed that it goes."
    )
    date = date_format(localtime(vehicle.withdrawal_held_at), "DATE_FORMAT")
    return Obstacle(text % {"date": date}, Place.DASHBOARD)


def _find_failure(vehicle: Vehicle) -> SyncChange | None:
    runs = SyncRun.objects.filter(site_id=vehicle.site_id, kind=SyncRun.Kind.STOCK)
    latest = runs.exclude(status__in=SyncRun.UNFINISHED).order_by("-pk").first()
    changes = vehicle.sync_changes.filter(run=latest, action=SyncChange.Action.FAILED)
    return changes.order_by("-pk").first() if latest else None
