"""The two groups that come with the app."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

migration = import_module("wagtail_easycars.migrations.0002_ready_made_groups")

pytestmark = pytest.mark.django_db


def codenames(group):
    """The rights that are ours to give; Wagtail's own migrations may add some of theirs."""
    ours = group.permissions.filter(
        content_type__app_label__in=["wagtail_easycars", "wagtailadmin"]
    )
    return set(ours.values_list("codename", flat=True))


def test_sales_staff_work_with_vehicles_and_leads_but_do_not_decide():
    sales = Group.objects.get(name="EasyCars sales staff")

    assert codenames(sales) == {
        "access_admin",
        "view_syncrun",
        "start_syncrun",
        "view_vehicle",
        "add_vehicle",
        "change_vehicle",
        "view_lead",
        "change_lead",
    }


def test_managers_may_do_all_that_sales_staff_may_and_decide():
    managers = Group.objects.get(name="EasyCars managers")
    sales = Group.objects.get(name="EasyCars sales staff")

    assert codenames(managers) - codenames(sales) == {
        "delete_vehicle",
        "withdraw_vehicle",
        "delete_lead",
        "export_lead",
        "change_easycarssettings",
    }


def test_their_rights_are_the_ones_that_django_makes():
    call_command("migrate", verbosity=0)

    for _app, model, codename, name in migration.MANAGERS:
        permission = Permission.objects.get(content_type__model=model, codename=codename)
        assert permission.name == name


def test_a_group_of_that_name_that_the_site_has_is_left_alone():
    group = Group.objects.get(name="EasyCars managers")
    group.permissions.clear()

    migration.create_groups(apps, None)

    assert not codenames(group)
