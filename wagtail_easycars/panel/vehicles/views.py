"""How Wagtail's views of a snippet differ for vehicles."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views.snippets import DeleteView, EditView, HistoryView, UsageView

from wagtail_easycars.panel.restricted import OfOneSeenMixin, OfOneSiteMixin
from wagtail_easycars.panel.vehicles.deletion import delete_pages, get_usage_elsewhere, is_deletable
from wagtail_easycars.panel.vehicles.publish_on_save import get_live_buttons
from wagtail_easycars.presentation.changes import describe_name


class VehicleEditView(OfOneSiteMixin, EditView):
    """Tells staff what their change means for the vehicle's next sync, and where it shows."""

    def get_success_buttons(self) -> list[Any]:
        return [*super().get_success_buttons(), *get_live_buttons(self.object)]

    def save_action(self) -> HttpResponse:
        response: HttpResponse = super().save_action()
        if self.form.newly_pinned:
            labels = [describe_name(name) for name in self.form.newly_pinned]
            messages.info(
                self.request,
                _(
                    "%(fields)s will no longer follow EasyCars. To undo that, open the vehicle and "
                    "choose “Follow EasyCars again” below the field."
                )
                % {"fields": get_text_list(labels, _("and"))},
            )
        return response


class VehicleDeleteView(OfOneSiteMixin, DeleteView):
    """Deletes a vehicle that was entered by hand together with its page."""

    def get_usage(self) -> Any:
        if is_deletable(self.object):
            return get_usage_elsewhere(self.object)
        return super().get_usage()

    def delete_action(self) -> None:
        with transaction.atomic():
            if is_deletable(self.object):
                delete_pages(self.object, self.request.user)
            super().delete_action()


class VehicleHistoryView(OfOneSeenMixin, HistoryView):
    """Who changed a vehicle in the admin."""


class VehicleUsageView(OfOneSeenMixin, UsageView):
    """Which pages refer to a vehicle."""
