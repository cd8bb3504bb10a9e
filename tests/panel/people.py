"""People with chosen rights, for every site or for single ones."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupSitePermission


def make_user(name, rights=(), **rights_on_sites):
    """Return a user who may enter the admin and has ``rights`` for every site.

    Each of ``rights_on_sites`` is a right by its codename, and the site or sites it is for.
    """
    user = get_user_model().objects.create_user(username=name, password=name)
    group = Group.objects.create(name=name)
    user.groups.add(group)
    group.permissions.add(find_permission("access_admin"), *map(find_permission, rights))
    for codename, sites in rights_on_sites.items():
        for site in sites if isinstance(sites, list | tuple | set) else [sites]:
            GroupSitePermission.objects.create(
                group=group, site=site, permission=find_permission(codename)
            )
    return user


def find_permission(codename):
    app_label = "wagtailadmin" if codename == "access_admin" else "wagtail_easycars"
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
