"""How Wagtail's views of a snippet differ for vehicles."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import DeleteView, EditView

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.forms.released import get_label
from wagtail_easycars.models import Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model
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
    """Deletes a vehicle that was entered by hand together with its page.

    A vehicle of the feed would come back with the next sync; its page protects it.
    """

    def get_usage(self) -> Any:
        if self.object.source != Vehicle.Source.MANUAL:
            return super().get_usage()
        own_pages = [str(page.pk) for page in self._get_pages()]
        references = ReferenceIndex.get_references_to(self.object)
        page_type = ContentType.objects.get_for_model(get_page_model())
        others = references.exclude(base_content_type=page_type, object_id__in=own_pages)
        return others.group_by_source_object()

    def delete_action(self) -> None:
        with transaction.atomic():
            if self.object.source == Vehicle.Source.MANUAL:
                self._delete_pages()
            super().delete_action()

    def _get_pages(self) -> Any:
        return get_vehicle_page_model().objects.filter(vehicle=self.object)

    def _delete_pages(self) -> None:
        # Deleting a page deletes its aliases too, so each is looked up anew.
        while page := self._get_pages().order_by("pk").first():
            page.delete(user=self.request.user)
