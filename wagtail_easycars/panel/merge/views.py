"""Two vehicles that seem to be the same car: side by side, to be merged or told apart."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.merge.comparison import compare
from wagtail_easycars.panel.merge.forms import MergeForm
from wagtail_easycars.panel.merge.links import may_merge
from wagtail_easycars.panel.policies import may, vehicle_policy
from wagtail_easycars.panel.restricted import visible_to
from wagtail_easycars.publishing.merged_pages import choose_page
from wagtail_easycars.runs.lease import RunUnderWay
from wagtail_easycars.stock.merge import CannotMerge, merge
from wagtail_easycars.stock.twins import find_twins, tell_apart


class OfPairMixin:
    """For a view of a vehicle entered by hand and its twin from EasyCars, by their keys."""

    request: HttpRequest
    kwargs: dict[str, Any]
    by_hand: Vehicle

    @cached_property
    def synced(self) -> Vehicle:
        vehicles = visible_to(self.request.user, Vehicle.objects.select_related("site"))
        synced: Vehicle = get_object_or_404(vehicles, pk=self.kwargs["synced"])
        return synced

    def _find_by_hand(self) -> Vehicle | None:
        """Return ``None`` where the two are no such pair, or no longer."""
        by_hand = Vehicle.objects.filter(
            pk=self.kwargs["by_hand"], source=Vehicle.Source.MANUAL, site=self.synced.site_id
        ).first()
        if by_hand is None or find_twins([by_hand]).get(by_hand.pk) != self.synced:
            return None
        return by_hand

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_merge(request.user, self.synced):
            raise PermissionDenied
        by_hand = self._find_by_hand()
        if by_hand is None:
            return self.say_out_of_date()
        self.by_hand = by_hand
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def say_out_of_date(self) -> HttpResponse:
        text = _(
            "Nothing was done: the two vehicles have been merged or told apart, or have changed, "
            "meanwhile."
        )
        messages.warning(self.request, text)
        return redirect(get_list_url())


class MergeView(OfPairMixin, WagtailAdminTemplateMixin, FormView):
    """Shows what the two do not agree on and what merging does, and merges them."""

    form_class = MergeForm
    template_name = "wagtail_easycars/panel/merge/merge.html"
    page_title = gettext_lazy("Merge vehicles")
    header_icon = "easycars-car"

    def get_page_subtitle(self) -> str:
        return str(self.synced)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": get_list_url(), "label": capfirst(Vehicle._meta.verbose_name_plural)},
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.synced)},
        ]

    @cached_property
    def comparison(self) -> Any:
        may_withdraw = may(self.request.user, vehicle_policy, "withdraw", self.synced)
        return compare(self.by_hand, self.synced, may_withdraw=may_withdraw)

    def get_form_kwargs(self) -> dict[str, Any]:
        names = [row.name for row in self.comparison if row.can_be_kept]
        return {**super().get_form_kwargs(), "names": names}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        try:
            merge(
                self.by_hand,
                self.synced,
                kept_fields=form.cleaned_data["keep"],
                user=self.request.user,
            )
        except (CannotMerge, RunUnderWay) as error:
            messages.error(self.request, str(error))
            return redirect(self.request.path)
        messages.success(
            self.request,
            _("The two are one vehicle now, with stock number %(stock_number)s.")
            % {"stock_number": self.synced.stock_number},
        )
        return redirect(Vehicle.snippet_viewset.get_url_name("edit"), self.synced.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_hand_page, synced_page = self.by_hand.page, self.synced.page
        kept_page = choose_page(by_hand_page, synced_page)
        pages = [page for page in (by_hand_page, synced_page) if page and page != kept_page]
        return {
            **super().get_context_data(**kwargs),
            "by_hand": self.by_hand,
            "synced": self.synced,
            "comparison": self.comparison,
            "kept_page": kept_page,
            "dropped_page": pages[0] if pages else None,
            "lead_count": self.by_hand.leads.count(),
            "has_redirects": apps.is_installed("wagtail.contrib.redirects"),
        }


class TellApartView(OfPairMixin, View):
    """Remembers that the two are not the same car."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not tell_apart(self.by_hand, self.synced, user=request.user):
            return self.say_out_of_date()
        messages.success(request, _("They are two cars. You will not be asked again."))
        return redirect(get_list_url())


def get_list_url() -> str:
    return reverse(Vehicle.snippet_viewset.get_url_name("list"))
