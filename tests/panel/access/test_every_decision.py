"""Everything that can be decided in the admin, tried by everybody; the database tells what came.

``DECISIONS`` says which rights each needs. One of the bulk actions that it does not name fails the
first test.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import ModelLogEntry, Page

from tests.panel.access.decisions import DECISIONS, BulkDecision
from tests.panel.access.urls import ALL_RIGHTS
from tests.panel.access.world import make_world
from tests.panel.people import make_user
from wagtail_easycars.models import Difference, EasyCarsSettings, Lead, SyncRun, Vehicle

pytestmark = pytest.mark.django_db

MODELS = (Vehicle, Lead, Difference, SyncRun, EasyCarsSettings, ModelLogEntry)


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def changes_anything(client, world):
    """Return whether the person who is logged in changes anything; undo it."""

    def try_it(decision):
        before, sid = read_everything(), transaction.savepoint()
        try:
            decision.carry_out(client, world)
            return read_everything() != before
        finally:
            transaction.savepoint_rollback(sid)

    return try_it


def read_everything():
    pages = list(Page.objects.order_by("pk").values_list("pk", "live"))
    return pages, [list(model.objects.order_by("pk").values()) for model in MODELS]


def test_the_table_names_every_bulk_action():
    named = {each.args for each in DECISIONS.values() if isinstance(each, BulkDecision)}

    assert named == {
        (name, action.action_type)
        for name in ("vehicle", "lead", "difference")
        for action in bulk_action_registry.get_bulk_actions_for_model("wagtail_easycars", name)
    }


@pytest.mark.slow
def test_its_rights_for_the_site_are_enough(client, world, changes_anything):
    done = set()
    for needs in {decision.needs for decision in DECISIONS.values()}:
        client.force_login(make_user("-".join(needs), **dict.fromkeys(needs, world.site)))
        for name, decision in DECISIONS.items():
            if decision.needs == needs and changes_anything(decision):
                done.add(name)

    assert sorted(set(DECISIONS) - done) == []


def test_none_of_its_rights_can_be_left_out(client, world, changes_anything):
    done = set()
    for missing in {right for decision in DECISIONS.values() for right in decision.needs}:
        others = dict.fromkeys(set(ALL_RIGHTS) - {missing}, world.site)
        client.force_login(make_user(f"no-{missing}", **others))
        for name, decision in DECISIONS.items():
            if missing in decision.needs and changes_anything(decision):
                done.add((name, missing))

    assert done == set()


@pytest.mark.slow
def test_rights_for_another_site_are_none(client, world, changes_anything):
    client.force_login(make_user("hills", **dict.fromkeys(ALL_RIGHTS, world.other.site)))

    assert {name for name, decision in DECISIONS.items() if changes_anything(decision)} == set()


@pytest.mark.slow
def test_colleagues_without_a_right_of_ours_change_nothing(client, world, changes_anything):
    client.force_login(make_user("editor"))

    assert {name for name, decision in DECISIONS.items() if changes_anything(decision)} == set()


def test_nothing_is_decided_by_following_a_link_or_from_another_website(admin_user, world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    before = read_everything()
    for decision in DECISIONS.values():
        assert decision.carry_out(client, world).status_code == 403

    assert read_everything() == before
