"""What a group may do on single sites, on the group's own page in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupSitePermission, Site

from wagtail_easycars.models import Lead, SyncRun, Vehicle
from wagtail_easycars.panel.site_fields import SitesChoiceField

# What can be granted for single sites; Wagtail has a panel of its own for settings.
GRANTS: tuple[tuple[Any, Any, tuple[tuple[str, Any], ...]], ...] = (
    (SyncRun, _("Sync"), (("view", _("see")), ("start", _("start")))),
    (
        Vehicle,
        _("Vehicles"),
        (
            ("view", _("see")),
            ("add", _("add")),
            ("change", _("change")),
            ("delete", _("delete")),
            ("withdraw", _("take off the site")),
        ),
    ),
    (
        Lead,
        _("Leads"),
        (
            ("view", _("see")),
            ("change", _("change")),
            ("delete", _("delete")),
            ("export", _("export")),
        ),
    ),
)


class Row(NamedTuple):
    """One right, with a tick box for each site."""

    subject: Any
    action: Any
    boxes: list[Any]


class SitePermissionsForm(forms.Form):
    """Ticks which of our rights ``instance``, a group, has on which site."""

    template_name = "wagtail_easycars/panel/access/group_panel.html"

    def __init__(self, *args: Any, instance: Group | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "easycars_site_permissions")
        super().__init__(*args, **kwargs)
        self.instance = instance
        for permission in self._permissions.values():
            self.fields[str(permission.pk)] = SitesChoiceField(
                queryset=Site.objects.all(),
                required=False,
                initial=self._granted.get(permission.pk, set()),
                widget=forms.CheckboxSelectMultiple,
            )

    def save(self) -> None:
        """Grant what is ticked, and take back what is not."""
        for permission in self._permissions.values():
            ticked = {site.pk for site in self.cleaned_data[str(permission.pk)]}
            granted = self._granted.get(permission.pk, set())
            for site_id in ticked - granted:
                GroupSitePermission.objects.get_or_create(
                    group=self.instance, site_id=site_id, permission=permission
                )
            GroupSitePermission.objects.filter(
                group=self.instance, site__in=granted - ticked, permission=permission
            ).delete()

    def as_admin_panel(self) -> str:
        return render_to_string(
            self.template_name, {"form": self, "sites": self._sites, "rows": list(self._rows())}
        )

    def _rows(self) -> Iterator[Row]:
        for model, subject, actions in GRANTS:
            for action, label in actions:
                permission = self._permissions[_codename(model, action)]
                yield Row(subject, label, list(self[str(permission.pk)]))

    @cached_property
    def _sites(self) -> list[Site]:
        return list(Site.objects.all())

    @cached_property
    def _permissions(self) -> dict[str, Permission]:
        found = Permission.objects.filter(
            content_type__in=ContentType.objects.get_for_models(SyncRun, Vehicle, Lead).values()
        )
        by_codename = {permission.codename: permission for permission in found}
        names = [
            _codename(model, action) for model, _subject, pairs in GRANTS for action, _ in pairs
        ]
        return {name: by_codename[name] for name in names if name in by_codename}

    @cached_property
    def _granted(self) -> dict[int, set[int]]:
        """The sites of each permission that the group has for some."""
        granted: dict[int, set[int]] = {}
        if self.instance is not None and self.instance.pk is not None:
            pairs = GroupSitePermission.objects.filter(
                group=self.instance, permission__in=self._permissions.values()
            )
            for permission_id, site_id in pairs.values_list("permission", "site"):
                granted.setdefault(permission_id, set()).add(site_id)
        return granted


def get_site_permissions_panel() -> type[SitePermissionsForm]:
    return SitePermissionsForm


def _codename(model: Any, action: str) -> str:
    return f"{action}_{model._meta.model_name}"
