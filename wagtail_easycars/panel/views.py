"""How Wagtail's views of a snippet differ for vehicles."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views.snippets import DeleteView, EditView

from wagtail_easycars.forms.released import get_label
from wagtail_easycars.panel.deletion import delete_pages, get_usage_elsewhere, is_deletable
from wagtail_easycars.panel.publish_on_save import get_live_buttons


class VehicleEditView(EditView):
    """Tells staff what their change means for the vehicle's next sync, and where it shows."""

    def get_success_buttons(self) -> list[Any]:
        return [*super().get_success_buttons(), *get_live_buttons(self.object)]

    def save_action(self) -> HttpResponse:
        response: HttpResponse = super().save_action()
        if self.form.newly_pinned:
            labels = [get_label(name) for name in self.form.newly_pinned]
            messages.info(
                self.request,
                _(
                    "%(fields)s will no longer follow EasyCars. To undo that, tick it under “Take "
                    "from EasyCars again”."
                )
                % {"fields": get_text_list(labels, _("and"))},
            )
        return response


class VehicleDeleteView(DeleteView):
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
