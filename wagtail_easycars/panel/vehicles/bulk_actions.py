"""What staff can do to vehicles that they tick in the list, besides deleting them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.restricted import OfSeenSitesBulkActionMixin
from wagtail_easycars.stock import by_hand
from wagtail_easycars.stock.pins import release


class VehicleBulkAction(OfSeenSitesBulkActionMixin, SnippetBulkAction):
    """Does something to the vehicles that it is meant for, and leaves the others as they are."""

    models = [Vehicle]
    template_name = "wagtail_easycars/panel/vehicles/confirm_bulk_action.html"
    question: Any
    others_explanation: Any

    @staticmethod
    def is_meant_for(vehicle: Vehicle) -> bool:
        raise NotImplementedError

    def do(self, vehicle: Vehicle, user: Any) -> bool:
        """Return whether anything has changed. Raises ``EasyCarsError`` where it cannot be done."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        items = context["items"]
        context["items"] = [each for each in items if self.is_meant_for(each["item"])]
        context["others"] = [each["item"] for each in items if not self.is_meant_for(each["item"])]
        context["question"] = self.question % {"count": len(context["items"])}
        return context

    @classmethod
    def execute_action(
        cls, objects: Sequence[Vehicle], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        action = kwargs["self"]
        meant = [vehicle for vehicle in objects if cls.is_meant_for(vehicle)]
        return sum(map(action.try_to_do, meant)), 0

    def try_to_do(self, vehicle: Vehicle) -> bool:
        """One that it cannot be done to does not keep it from the others."""
        try:
            return self.do(vehicle, self.request.user)
        except EasyCarsError as error:
            messages.error(self.request, f"{vehicle}: {error}")
            return False

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        message = ngettext(
            "%(count)d vehicle changed.", "%(count)d vehicles changed.", num_parent_objects
        )
        return message % {"count": num_parent_objects}


class ReleaseBulkAction(VehicleBulkAction):
    display_name = gettext_lazy("Follow EasyCars again")
    aria_label = gettext_lazy("Have the selected vehicles follow EasyCars again")
    action_type = "release"
    action_priority = 10
    question = ngettext_lazy(
        "Shall all fields of this vehicle follow EasyCars again?",
        "Shall all fields of these vehicles follow EasyCars again?",
        "count",
    )
    others_explanation = gettext_lazy("These follow EasyCars already, or were entered by hand:")

    @staticmethod
    def is_meant_for(vehicle: Vehicle) -> bool:
        return bool(vehicle.pinned_fields)

    def do(self, vehicle: Vehicle, user: Any) -> bool:
        return bool(release(vehicle, vehicle.pinned_fields, user=user))


class WithdrawBulkAction(VehicleBulkAction):
    display_name = gettext_lazy("Take off the site")
    aria_label = gettext_lazy("Take the selected vehicles off the site")
    action_type = "withdraw"
    permission_required = "withdraw"
    action_priority = 20
    question = ngettext_lazy(
        "Shall this vehicle leave the site?", "Shall these vehicles leave the site?", "count"
    )
    others_explanation = gettext_lazy(
        "These are off the site already, or come from EasyCars. Take those out of the stock there:"
    )

    @staticmethod
    def is_meant_for(vehicle: Vehicle) -> bool:
        return vehicle.source == Vehicle.Source.MANUAL and vehicle.is_listed

    def do(self, vehicle: Vehicle, user: Any) -> bool:
        return by_hand.withdraw(vehicle, user=user)


class PutBackBulkAction(VehicleBulkAction):
    display_name = gettext_lazy("Put back on the site")
    aria_label = gettext_lazy("Put the selected vehicles back on the site")
    action_type = "put_back"
    action_priority = 21
    question = ngettext_lazy(
        "Shall this vehicle be for sale on the site again?",
        "Shall these vehicles be for sale on the site again?",
        "count",
    )
    others_explanation = gettext_lazy(
        "These are for sale already, or come from EasyCars. Put those into the stock there:"
    )

    @staticmethod
    def is_meant_for(vehicle: Vehicle) -> bool:
        return vehicle.source == Vehicle.Source.MANUAL and not vehicle.is_listed

    def do(self, vehicle: Vehicle, user: Any) -> bool:
        return by_hand.put_back(vehicle, user=user)


BULK_ACTIONS = (ReleaseBulkAction, WithdrawBulkAction, PutBackBulkAction)
