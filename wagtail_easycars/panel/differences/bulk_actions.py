"""Decisions on one, on several or on all listed differences, once a person has confirmed them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from hashlib import blake2b
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import Difference
from wagtail_easycars.panel.differences.access import Rights, get_visible_differences
from wagtail_easycars.panel.differences.buttons import ACTION_TYPES, ICONS, LABELS
from wagtail_easycars.panel.differences.consequences import describe_consequences
from wagtail_easycars.panel.differences.filters import get_listed_differences
from wagtail_easycars.panel.sync.views import is_id
from wagtail_easycars.reconciliation.decisions.decide import SEEN, Outcome, decide
from wagtail_easycars.reconciliation.offers import get_offers
from wagtail_easycars.reconciliation.report import describe_difference
from wagtail_easycars.runs.lease import RunUnderWay
from wagtail_easycars.site_names import get_site_name

Decision = Difference.Decision
LISTED_BY_NAME = 20

# After that no further batch is begun; many web servers give a request up after thirty.
SECONDS_A_REQUEST = 4


class SeenForm(forms.Form):
    """Remembers what was asked about, so that nothing else is decided on."""

    seen = forms.CharField(widget=forms.HiddenInput)


class DecisionBulkAction(BulkAction):
    """Carries out one decision where it makes sense, and says where it does not."""

    models = [Difference]
    template_name = "wagtail_easycars/panel/differences/confirm.html"
    form_class = SeenForm
    decision: ClassVar[str]

    @cached_property
    def header_icon(self) -> str:
        return ICONS[self.decision]

    @cached_property
    def _chosen(self) -> list[Difference]:
        """Return what the person has chosen and may see; Wagtail asks for it several times."""
        keys = self.request.GET.getlist("id")
        if "all" in keys:
            rows = get_listed_differences(self.request)
        else:
            numbers = [key for key in keys if is_id(key)]
            rows = get_visible_differences(self.request.user).filter(pk__in=numbers)
        chosen = list(rows.select_related("site").order_by("site", "kind", "reference", "pk"))
        if not chosen:
            raise Http404
        return chosen

    def get_actionable_objects(self) -> tuple[list[Difference], dict[str, list[Difference]]]:
        rights = Rights(self.request.user)
        permitted = [each for each in self._chosen if rights.may_decide(each)]
        objects = [each for each in permitted if self.decision in get_offers(each)]
        return objects, {
            "items_with_no_access": [e for e in self._chosen if not rights.may_decide(e)],
            "not_offered": [each for each in permitted if self.decision not in get_offers(each)],
        }

    def get_initial(self) -> dict[str, Any]:
        return {"seen": _identify(self.get_actionable_objects()[0])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        differences = [each["item"] for each in context["items"]]
        context["header_icon"] = self.header_icon
        context["consequences"] = describe_consequences(self.decision, differences)
        context["named"] = list(map(describe_difference, differences[:LISTED_BY_NAME]))
        context["unnamed_count"] = max(0, len(differences) - LISTED_BY_NAME)
        return context

    def prepare_action(
        self,
        objects: Sequence[Difference],
        objects_without_access: dict[str, list[Difference]],
    ) -> HttpResponse:
        """Decide, and leave nothing for Wagtail to do: it would put one transaction around all,
        while each batch commits under the lease."""
        if self.cleaned_form is None or self.cleaned_form.cleaned_data["seen"] != _identify(
            objects
        ):
            messages.warning(
                self.request, _("The differences have changed. Nothing was done; look again.")
            )
            return redirect(self.request.get_full_path())
        deadline = time.monotonic() + SECONDS_A_REQUEST
        for site, differences in groupby(objects, key=lambda each: each.site):
            self._decide(site, [difference.pk for difference in differences], deadline)
        return redirect(self.next_url)

    def _decide(self, site: Any, keys: list[int], deadline: float) -> None:
        user = self.request.user
        try:
            outcome = decide(site, keys, self.decision, user=user, deadline=deadline)
        except RunUnderWay:
            text = _(
                "The stock of %(site)s is being synchronised just now, so nothing was done. Decide "
                "again when that has ended."
            )
            messages.warning(self.request, text % {"site": get_site_name(site)})
        except EasyCarsError as error:
            messages.warning(self.request, str(error))
        else:
            self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        for count, tell, text in (
            (outcome.decided, messages.success, _describe_decided(outcome.decided)),
            (outcome.waiting, messages.warning, _describe_waiting(outcome.waiting)),
            (outcome.moved, messages.warning, _describe_moved(outcome.moved)),
            (outcome.not_permitted, messages.error, _describe_forbidden(outcome.not_permitted)),
        ):
            if count:
                tell(self.request, text)
        if outcome.problems:
            messages.error(self.request, outcome.problems)


def _identify(differences: Sequence[Difference]) -> str:
    """Return a digest of what is to be decided on, with its values and where it stands."""
    digest = blake2b(digest_size=16)
    for each in differences:
        digest.update(repr((each.pk, *(getattr(each, name) for name in SEEN))).encode())
    return digest.hexdigest()


def _describe_decided(count: int) -> str:
    return ngettext("%(count)d difference settled.", "%(count)d differences settled.", count) % {
        "count": count
    }


def _describe_waiting(count: int) -> str:
    return ngettext(
        "%(count)d difference is left, as so many take long. Decide on the rest in the same way.",
        "%(count)d differences are left, as so many take long. Decide on the rest in the same way.",
        count,
    ) % {"count": count}


def _describe_moved(count: int) -> str:
    return ngettext(
        "%(count)d difference is another one by now, or somebody else has decided on it, and was "
        "left as it is. Compare again.",
        "%(count)d differences are others by now, or somebody else has decided on them, and were "
        "left as they are. Compare again.",
        count,
    ) % {"count": count}


def _describe_forbidden(count: int) -> str:
    return ngettext(
        "%(count)d page was not published: you may not publish it.",
        "%(count)d pages were not published: you may not publish them.",
        count,
    ) % {"count": count}


class TakeTheirsBulkAction(DecisionBulkAction):
    decision = Decision.THEIRS
    action_type = ACTION_TYPES[Decision.THEIRS]
    display_name = LABELS[Decision.THEIRS]
    aria_label = gettext_lazy("Take EasyCars' side of the selected differences")
    action_priority = 10


class KeepOursBulkAction(DecisionBulkAction):
    decision = Decision.OURS
    action_type = ACTION_TYPES[Decision.OURS]
    display_name = LABELS[Decision.OURS]
    aria_label = gettext_lazy("Keep the site's side of the selected differences")
    action_priority = 20


class IgnoreBulkAction(DecisionBulkAction):
    decision = Decision.IGNORED
    action_type = ACTION_TYPES[Decision.IGNORED]
    display_name = LABELS[Decision.IGNORED]
    aria_label = gettext_lazy("Ignore the selected differences")
    action_priority = 30


class ShowAgainBulkAction(DecisionBulkAction):
    decision = Decision.OPEN
    action_type = ACTION_TYPES[Decision.OPEN]
    display_name = LABELS[Decision.OPEN]
    aria_label = gettext_lazy("Show the selected differences again")
    action_priority = 40


DIFFERENCE_BULK_ACTIONS: tuple[type[Any], ...] = (
    TakeTheirsBulkAction,
    KeepOursBulkAction,
    IgnoreBulkAction,
    ShowAgainBulkAction,
)
