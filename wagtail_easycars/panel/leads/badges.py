"""How far a lead has got, in a word and an icon."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from wagtail_easycars.models import Lead

Delivery = Lead.Delivery


class Badge(NamedTuple):
    label: Any
    icon_name: str
    is_good: bool = False


BADGES = {
    Delivery.PENDING: Badge(_("Waiting"), "time"),
    Delivery.SENDING: Badge(_("Being sent"), "upload"),
    Delivery.UNCERTAIN: Badge(_("Looked for"), "search"),
    Delivery.DELIVERED: Badge(_("In EasyCars"), "check", is_good=True),
    Delivery.REJECTED: Badge(_("Refused"), "warning"),
    Delivery.LOCAL: Badge(_("By mail only"), "mail"),
}
UNMAILED = Badge(_("Only here"), "mail")
HELD = Badge(_("Perhaps in EasyCars"), "warning")
ERASED = Badge(_("Person erased"), "no-view")


def get_badge(lead: Lead, *, is_held: bool) -> Badge:
    """Return the badge of ``lead``, which ``is_held`` where it was looked for in vain."""
    if lead.anonymised_at is not None and lead.delivery != Delivery.DELIVERED:
        return ERASED
    if lead.delivery == Delivery.LOCAL and lead.notified_at is None:
        return UNMAILED
    return HELD if is_held else BADGES[Delivery(lead.delivery)]
