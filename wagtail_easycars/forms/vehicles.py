from __future__ import annotations

from collections.abc import Set
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_easycars.publishing.retitle import retitle_pages
from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.mapping import get_mapper
from wagtail_easycars.stock.pins import NEVER_PINNED, pin_fields, release_fields


class VehicleForm(WagtailAdminModelForm):
    """Pins what staff change of a vehicle from the feed, and releases what they tick."""

    released_fields = forms.MultipleChoiceField(
        label=_("Take from EasyCars again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "These fields were changed here, so a sync leaves them as they are. Tick those that "
            "shall follow EasyCars again."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._former_title = self.instance.title
        self._offer_pinned_fields()
        for name in self._get_fixed_fields() & self.fields.keys():
            self.fields[name].disabled = True

    def _get_fixed_fields(self) -> Set[str]:
        """Return what cannot be changed: the page of a vehicle stays on its site."""
        if self.instance.source == self.instance.Source.EASYCARS:
            return NEVER_PINNED
        return {"site"} if self.instance.pk else set()

    def _offer_pinned_fields(self) -> None:
        pinned = self.instance.pinned_fields
        if not pinned:
            self.fields.pop("released_fields", None)
        elif "released_fields" in self.fields:
            field = self.instance._meta.get_field
            choices = [(name, field(name).verbose_name) for name in pinned]
            self.fields["released_fields"].choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        released = cleaned_data.get("released_fields") or []
        for name in set(released) & set(self.changed_data):
            self.add_error(
                name, _("Either change this field, or take it from EasyCars again, not both.")
            )
        if released:
            self._check_feed_is_usable()
        return cleaned_data

    def _check_feed_is_usable(self) -> None:
        try:
            get_mapper().map(self.instance.feed)
        except ItemRejected as error:
            self.add_error("released_fields", str(error))

    def save(self, commit: bool = True) -> Any:
        own_fields = {field.name for field in self.instance._meta.concrete_fields}
        pin_fields(self.instance, own_fields.intersection(self.changed_data))
        release_fields(self.instance, self.cleaned_data.get("released_fields") or [])
        vehicle = super().save(commit)
        if commit and vehicle.title != self._former_title:
            retitle_pages([(vehicle, self._former_title)], user=self.for_user)
        return vehicle
