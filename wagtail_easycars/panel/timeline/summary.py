"""The answer to 'why is this car (not) on my site?' with links for the person who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.timeline.places import Link, get_link
from wagtail_easycars.publishing.obstacles import find_obstacles
from wagtail_easycars.publishing.presence import Presence, get_presence


@dataclass(frozen=True)
class Note:
    text: str
    link: Link | None = None


@dataclass(frozen=True)
class Summary:
    """``live_url`` is where visitors find the vehicle, ``timeline_url`` all that has happened."""

    vehicle: Vehicle
    presence: Presence
    link: Link | None
    live_url: str
    timeline_url: str
    notes: list[Note] = field(default_factory=list)

    @property
    def panel_id(self) -> str:
        return f"easycars-vehicle-{self.vehicle.pk}"


def get_summary(vehicle: Vehicle, user: Any) -> Summary:
    presence = get_presence(vehicle)
    page = presence.page
    notes = [
        Note(obstacle.text, get_link(obstacle.place, vehicle, page, user))
        for obstacle in find_obstacles(vehicle)
    ]
    return Summary(
        vehicle=vehicle,
        presence=presence,
        link=get_link(presence.place, vehicle, page, user),
        live_url=(page.url or "") if page is not None and page.live else "",
        timeline_url=reverse("easycars:vehicle_timeline", args=[vehicle.pk]),
        notes=notes,
    )
