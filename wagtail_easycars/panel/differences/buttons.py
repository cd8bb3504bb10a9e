"""Where decisions are confirmed, and the buttons that lead there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from wagtail_easycars.models import Difference

Decision = Difference.Decision

# What Wagtail's addresses of bulk actions call the decisions, and what people do.
ACTION_TYPES: dict[str, str] = {
    Decision.THEIRS: "take_theirs",
    Decision.OURS: "keep_ours",
    Decision.IGNORED: "ignore",
    Decision.OPEN: "show_again",
}
LABELS: dict[str, Any] = {
    Decision.THEIRS: _("Take theirs"),
    Decision.OURS: _("Keep ours"),
    Decision.IGNORED: _("Ignore"),
    Decision.OPEN: _("Show again"),
}
ICONS: dict[str, str] = {
    Decision.THEIRS: "download",
    Decision.OURS: "pin",
    Decision.IGNORED: "no-view",
    Decision.OPEN: "view",
}


def get_decision_url(decision: str, keys: Iterable[int], next_url: str) -> str:
    """Return where ``decision`` on the differences ``keys`` is confirmed."""
    meta = Difference._meta
    url = reverse(
        "wagtail_bulk_action", args=[meta.app_label, meta.model_name, ACTION_TYPES[decision]]
    )
    query = urlencode({"id": list(keys), "next": next_url}, doseq=True)
    return f"{url}?{query}"


def get_buttons(difference: Difference, decisions: Iterable[str], next_url: str) -> list[Button]:
    """Return a button for each of ``decisions`` on ``difference``."""
    return [
        Button(
            LABELS[decision],
            url=get_decision_url(decision, [difference.pk], next_url),
            icon_name=ICONS[decision],
            priority=10 * priority,
        )
        for priority, decision in enumerate(decisions, start=1)
    ]
