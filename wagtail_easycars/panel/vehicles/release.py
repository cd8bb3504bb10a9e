"""Takes fields that staff have changed from EasyCars again."""

from __future__ import annotations

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseOperationView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.policies import vehicle_policy
from wagtail_easycars.panel.restricted import OfOneSiteMixin
from wagtail_easycars.presentation.changes import describe_name
from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.pins import release


class ReleaseFieldsView(OfOneSiteMixin, PermissionCheckedMixin, BaseOperationView):
    """Releases the fields that the form names in ``field``."""

    model = Vehicle
    http_method_names = ["post"]
    permission_policy = vehicle_policy
    permission_required = "change"

    def perform_operation(self) -> None:
        names = self.request.POST.getlist("field")
        try:
            released = release(self.object, names, user=self.request.user)
        except ItemRejected as error:
            messages.error(self.request, str(error))
            return
        if released:
            message = _("%(fields)s: as EasyCars says, from now on.")
            fields = get_text_list([describe_name(name) for name in released], _("and"))
            messages.success(self.request, message % {"fields": fields})

    def get_success_url(self) -> Any:
        self.success_url_name = Vehicle.snippet_viewset.get_url_name("edit")
        return super().get_success_url()
