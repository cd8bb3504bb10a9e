"""What Wagtail's history says of held withdrawals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, get_active_log_context, registry

from wagtail_easycars.models import SyncRun, Vehicle

APPROVED_ACTION = "wagtail_easycars.withdrawal_approved"
DISMISSED_ACTION = "wagtail_easycars.withdrawal_dismissed"


def register_withdrawal_actions(actions: LogActionRegistry) -> None:
    """Have Wagtail's history name what people decide about held withdrawals."""
    actions.register_action(
        APPROVED_ACTION, _("Approve a withdrawal"), _("Withdrawal approved, taken off the site")
    )
    actions.register_action(
        DISMISSED_ACTION, _("Dismiss a withdrawal"), _("Withdrawal dismissed, kept on the site")
    )


def log_decisions(action: str, vehicles: Iterable[Vehicle], *, run: SyncRun, user: Any) -> None:
    """Write an entry for each of ``vehicles``, by one statement for all of them.

    Wagtail's own ``log()`` takes several queries an entry.
    """
    model = registry.get_log_model_for_model(Vehicle)
    context = get_active_log_context()
    now = timezone.now()
    model.objects.bulk_create(
        model(
            content_type=ContentType.objects.get_for_model(Vehicle),
            object_id=str(vehicle.pk),
            label=str(vehicle),
            action=action,
            timestamp=now,
            user=user or context.user,
            uuid=context.uuid,
            data={"run": run.pk},
            content_changed=action == APPROVED_ACTION,
        )
        for vehicle in vehicles
    )
