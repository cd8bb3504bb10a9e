from __future__ import annotations

from typing import Any

from django.db.transaction import non_atomic_requests
from django.urls import URLPattern, path

from wagtail_easycars.panel.leads.actions.arrival import ArrivedView
from wagtail_easycars.panel.leads.actions.base import LeadActionView
from wagtail_easycars.panel.leads.actions.delivery import SendAgainView, SendNowView
from wagtail_easycars.panel.leads.actions.status import (
    KeepOursView,
    MarkDeletedView,
    TakeTheirsView,
)
from wagtail_easycars.panel.leads.quotation.view import QuotationView

ACTIONS: dict[str, type[LeadActionView]] = {
    "send-again": SendAgainView,
    "send-now": SendNowView,
    "arrived": ArrivedView,
    "take-theirs": TakeTheirsView,
    "keep-ours": KeepOursView,
    "mark-deleted": MarkDeletedView,
}


def get_lead_urls() -> list[URLPattern]:
    quotation = path(
        "leads/<int:pk>/quotation/",
        # The attempt is committed before EasyCars is called, also where ATOMIC_REQUESTS is set.
        non_atomic_requests(QuotationView.as_view()),
        name="lead_quotation",
    )
    return [*map(_get_action_url, ACTIONS), quotation]


def _get_action_url(name: str) -> URLPattern:
    action = ACTIONS[name]
    view: Any = action.as_view()
    if action.asks_easycars:
        # No transaction is held open meanwhile, also where ATOMIC_REQUESTS is set.
        view = non_atomic_requests(view)
    return path(f"leads/<int:pk>/{name}/", view, name=action.url_name.partition(":")[2])
