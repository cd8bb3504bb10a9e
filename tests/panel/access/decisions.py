"""Everything that a person can change or start in the admin, and which rights it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from wagtail_easycars.models import Lead

LEAD = "wagtailsnippets_wagtail_easycars_lead"
WON = str(Lead.Status.WON.value)
VEHICLE = "wagtailsnippets_wagtail_easycars_vehicle"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A POST to ``view``, and ``needs``, of which no right can be left out.

    ``about`` names attributes of the world, whose keys are the arguments of the address.
    """

    view: str
    needs: tuple[str, ...]
    about: tuple[str, ...] = ()
    args: tuple[Any, ...] = ()
    data: dict[str, str] = field(default_factory=dict)

    def carry_out(self, client: Any, world: Any) -> Any:
        keys = [getattr(world, name).pk for name in self.about]
        url = reverse(self.view, args=[*self.args, *keys])
        return client.post(url, {name: fill(text, world) for name, text in self.data.items()})


@dataclass(frozen=True, kw_only=True)
class BulkDecision(Decision):
    """A bulk action on what ``about`` names, sent back as the page that asks has it."""

    view: str = "wagtail_bulk_action"

    def carry_out(self, client: Any, world: Any) -> Any:
        keys = [getattr(world, name).pk for name in self.about]
        query = urlencode({"id": keys, "next": "/admin/"}, doseq=True)
        url = f"{reverse(self.view, args=['wagtail_easycars', *self.args])}?{query}"
        asked = client.get(url)
        form = (asked.context or {}).get("form")
        initial = form.initial if form else {}
        return client.post(url, {**initial, "seen": initial.get("seen", "none")})


def fill(text: str, world: Any) -> str:
    """Put keys of the world's objects into ``text``, where it names them in braces."""
    return text.format(
        **{name: each.pk for name, each in vars(world).items() if hasattr(each, "pk")}
    )


def _lead(view: str, about: str, **data: str) -> Decision:
    return Decision(view=f"easycars:{view}", needs=("change_lead",), about=(about,), data=data)


def _held(view: str) -> Decision:
    data = {"site": "{site}", "vehicle": "{held}"}
    return Decision(view=f"easycars:{view}", needs=("withdraw_vehicle",), data=data)


def _start(view: str, *needs: str, args: tuple[str, ...] = ()) -> Decision:
    return Decision(view=f"easycars:{view}", needs=needs, args=args, data={"site": "{site}"})


def _bulk(model: str, action: str, about: str, *needs: str) -> BulkDecision:
    return BulkDecision(args=(model, action), about=(about,), needs=needs)


DECISIONS: dict[str, Decision] = {
    "start a sync": _start("sync", "start_syncrun", args=("stock",)),
    "start a comparison": _start("compare", "start_syncrun", "view_syncrun"),
    "take a held vehicle off the site": _held("approve_held"),
    "keep a held vehicle": _held("dismiss_held"),
    "have a field follow EasyCars again": Decision(
        view="easycars:release_fields",
        needs=("change_vehicle",),
        about=("pinned",),
        data={"field": "price"},
    ),
    "merge two vehicles": Decision(
        view="easycars:merge_vehicles",
        needs=("change_vehicle", "delete_vehicle"),
        about=("vehicle", "twin"),
    ),
    "tell two vehicles apart": Decision(
        view="easycars:tell_apart",
        needs=("change_vehicle", "delete_vehicle"),
        about=("vehicle", "twin"),
    ),
    "take a vehicle off the site by its status": Decision(
        view=f"{VEHICLE}:edit",
        needs=("change_vehicle", "withdraw_vehicle"),
        about=("vehicle",),
        data={
            "stock_number": "TRADE-1",
            "status": "withdrawn",
            "condition": "used",
            "odometer_unit": "km",
        },
    ),
    "delete a vehicle": Decision(
        view=f"{VEHICLE}:delete", needs=("delete_vehicle",), about=("vehicle",)
    ),
    "delete ticked vehicles": _bulk("vehicle", "delete", "vehicle", "delete_vehicle"),
    "have ticked vehicles follow EasyCars": _bulk("vehicle", "release", "pinned", "change_vehicle"),
    "take ticked vehicles off the site": _bulk(
        "vehicle", "withdraw", "vehicle", "withdraw_vehicle"
    ),
    "put ticked vehicles back": _bulk("vehicle", "put_back", "withdrawn", "change_vehicle"),
    "send a lead again": _lead("lead_send_again", "lead"),
    "send a lead now": _lead("lead_send_now", "waiting_lead"),
    "mark a lead as arrived": _lead("lead_arrived", "uncertain_lead", lead_number="99"),
    "take EasyCars' status of a lead": _lead("lead_take_theirs", "differing_lead", reported=WON),
    "keep the status of a lead": _lead("lead_keep_ours", "differing_lead", reported=WON),
    "mark a lead as deleted": _lead("lead_mark_deleted", "differing_lead"),
    "erase a person": Decision(view=f"{LEAD}:delete", needs=("delete_lead",), about=("lead",)),
    "erase ticked persons": _bulk("lead", "delete", "lead", "delete_lead"),
    "keep ours of a difference": _bulk(
        "difference", "keep_ours", "price_difference", "view_syncrun", "change_vehicle"
    ),
    "take theirs of a difference": _bulk(
        "difference", "take_theirs", "missing_difference", "view_syncrun", "withdraw_vehicle"
    ),
    "bring a vehicle in from EasyCars": _bulk(
        "difference", "take_theirs", "new_difference", "view_syncrun", "add_vehicle"
    ),
    "leave a vehicle of EasyCars off the site": _bulk(
        "difference", "keep_ours", "new_difference", "view_syncrun", "add_vehicle"
    ),
    "ignore a difference of a lead": _bulk(
        "difference", "ignore", "lead_difference", "view_syncrun", "change_lead"
    ),
    "show a difference again": _bulk(
        "difference", "show_again", "ignored_difference", "view_syncrun", "change_vehicle"
    ),
}
