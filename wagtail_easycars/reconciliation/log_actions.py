"""What Wagtail's history says of decisions about differences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, get_active_log_context, registry

from wagtail_easycars.models import Difference
from wagtail_easycars.reconciliation.words import describe_field

Decision: TypeAlias = Difference.Decision

ACTIONS = {
    Decision.THEIRS: "wagtail_easycars.difference_theirs",
    Decision.OURS: "wagtail_easycars.difference_ours",
    Decision.IGNORED: "wagtail_easycars.difference_ignored",
    Decision.OPEN: "wagtail_easycars.difference_reopened",
}


def register_difference_actions(actions: LogActionRegistry) -> None:
    """Have Wagtail's history name what people decide about differences."""
    formatters = (TheirsLogFormatter, OursLogFormatter, IgnoredLogFormatter, ReopenedLogFormatter)
    for action, formatter in zip(ACTIONS.values(), formatters, strict=True):
        actions.register_action(action)(formatter)


class DifferenceLogFormatter(LogFormatter):
    def format_message(self, log_entry: Any) -> str:
        return f"{self.label}: {log_entry.data['what']}"


class TheirsLogFormatter(DifferenceLogFormatter):
    label = gettext_lazy("EasyCars' side taken")


class OursLogFormatter(DifferenceLogFormatter):
    label = gettext_lazy("The site's side kept")


class IgnoredLogFormatter(DifferenceLogFormatter):
    label = gettext_lazy("Difference ignored")


class ReopenedLogFormatter(DifferenceLogFormatter):
    label = gettext_lazy("Difference shown again")


def log_decision(differences: Iterable[Difference], decision: Decision, user: Any) -> None:
    """Write an entry for each of ``differences``, by one statement for all of them.

    It is about the vehicle or the lead where the site has it, else about the difference itself.
    Wagtail's own ``log()`` takes several queries an entry.
    """
    model = registry.get_log_model_for_model(Difference)
    context, now = get_active_log_context(), timezone.now()
    model.objects.bulk_create(
        model(
            **_get_subject(difference),
            action=ACTIONS[decision],
            timestamp=now,
            user=user or context.user,
            uuid=context.uuid,
            data=_get_data(difference),
            content_changed=decision == Decision.THEIRS,
        )
        for difference in differences
    )


def _get_subject(difference: Difference) -> dict[str, Any]:
    about: Any = difference.vehicle or difference.lead or difference
    return {
        "content_type": ContentType.objects.get_for_model(about),
        "object_id": str(about.pk),
        "label": str(about),
    }


def _get_data(difference: Difference) -> dict[str, Any]:
    field = describe_field(difference)
    return {
        "what": field or str(difference.get_kind_display()),
        "field": difference.field,
        "ours": difference.ours,
        "theirs": difference.theirs,
        "reference": difference.reference or _("without a number"),
    }
