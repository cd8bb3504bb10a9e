"""Who may do what in the admin, for every site or for single ones.

A right is one of Django's permissions. A group has it for every site, as any other permission, or
for single sites through Wagtail's ``GroupSitePermission``.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from wagtail_easycars.compat import register_permission_policy
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncRun, Vehicle

# What opens a listing in Wagtail.
ANY_PERMISSION = ("add", "change", "delete", "view")

vehicle_policy = SitePermissionPolicy(Vehicle)
lead_policy = SitePermissionPolicy(Lead)
run_policy = SitePermissionPolicy(SyncRun)
settings_policy = SitePermissionPolicy(EasyCarsSettings)

_POLICIES: dict[type[Model], SitePermissionPolicy] = {
    Vehicle: vehicle_policy,
    Lead: lead_policy,
    SyncRun: run_policy,
    EasyCarsSettings: settings_policy,
}


def get_policy(model: type[Model]) -> SitePermissionPolicy:
    """Return who may do what to instances of ``model``, which is one of ours."""
    return _POLICIES[model]


def has_policy(model: type[Model]) -> bool:
    """Return whether ``model`` is one of ours that belong to a site."""
    return model in _POLICIES


def register_policies() -> None:
    """Have Wagtail's own views go by these; settings bring theirs along."""
    for policy in (vehicle_policy, lead_policy, run_policy):
        register_permission_policy(policy.model, policy)


def may(user: Any, policy: SitePermissionPolicy, action: str, subject: Any) -> bool:
    """Return whether ``user`` may do ``action`` to ``subject``: a ``Site``, or what belongs to one.

    Actions are those of Django, and ``start`` for runs, ``withdraw`` for vehicles, ``export`` for
    leads.
    """
    return bool(policy.user_has_permission_for_instance(user, action, subject))


def sites_for(user: Any, policy: SitePermissionPolicy, *actions: str) -> QuerySet[Site]:
    """Return the sites for which ``user`` may do any of ``actions``, in the order of listings."""
    sites: QuerySet[Site] = policy.sites_user_has_any_permission_for(user, actions)
    return sites.order_by("-is_default_site", "hostname", "port")


def get_sync_permissions() -> QuerySet[Permission]:
    """Return the rights around syncs that a group may be given for every site."""
    return Permission.objects.filter(
        content_type__app_label=SyncRun._meta.app_label,
        codename__in=("view_syncrun", "start_syncrun", "view_vehicle", "view_lead"),
    )
