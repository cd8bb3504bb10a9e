"""The page of a group, where its rights on single sites are ticked."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupSitePermission, Site

from tests.conftest import make_site
from tests.panel.people import find_permission, make_user
from wagtail_easycars.panel.policies import lead_policy, may, run_policy, vehicle_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(db):
    Site.objects.all().delete()
    return make_site("harbour.example", is_default=True), make_site("hills.example")


@pytest.fixture
def group(db):
    return Group.objects.create(name="Harbour's staff")


@pytest.fixture
def open_page(client, admin_user, group):
    client.force_login(admin_user)
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    return lambda: BeautifulSoup(client.get(url).content, "html.parser")


@pytest.fixture
def tick(client, open_page, group):
    """Send the group's form as it is shown, with ``boxes`` as the only ticks of our panel."""

    def save(*boxes):
        form = open_page().select_one("form[action*='/groups/']")
        fields = form.select("input, select, textarea")
        others = [
            (field["name"], field.get("value", ""))
            for field in fields
            if field.get("name")
            and field.get("type") not in ("checkbox", "submit")
            and "easycars_site" not in field["name"]
        ]
        data: dict[str, list[str]] = {}
        for name, value in [*others, *boxes]:
            data.setdefault(name, []).append(str(value))
        response = client.post(reverse("wagtailusers_groups:edit", args=[group.pk]), data)
        assert response.status_code == 302

    return save


def box(codename, site):
    return f"easycars_site_permissions-{find_permission(codename).pk}", site.pk


def test_every_right_can_be_ticked_for_every_site_and_says_so(open_page, sites):
    panel = open_page().select_one("#easycars-site-permissions-section")

    labels = {label.get_text(strip=True) for label in panel.select("td label")}
    assert len(labels) == 11 * len(sites)
    assert any("take off the site" in label and "hills.example" in label for label in labels)
    for field in panel.select("input"):
        assert panel.select_one(f"label[for='{field['id']}']")


def test_what_is_ticked_is_granted_on_that_site_only(tick, group, sites, open_page):
    harbour, hills = sites
    tick(box("start_syncrun", harbour), box("view_lead", harbour), box("view_lead", hills))

    user = make_user("sam")
    user.groups.add(group)
    assert may(user, run_policy, "start", harbour)
    assert not may(user, run_policy, "start", hills)
    assert may(user, lead_policy, "view", hills)
    assert not may(user, vehicle_policy, "view", harbour)
    assert len(open_page().select("#easycars-site-permissions-section input[checked]")) == 3


def test_what_is_not_ticked_any_more_is_taken_back_and_nothing_else(tick, group, sites):
    harbour, _hills = sites
    tick(box("start_syncrun", harbour), box("view_lead", harbour))
    other = GroupSitePermission.objects.create(
        group=Group.objects.create(name="Others"),
        site=harbour,
        permission=find_permission("view_lead"),
    )

    tick(box("view_lead", harbour))

    mine = GroupSitePermission.objects.filter(group=group)
    assert [each.permission.codename for each in mine] == ["view_lead"]
    assert GroupSitePermission.objects.filter(pk=other.pk).exists()


def test_a_new_group_can_be_given_rights_at_once(client, admin_user, sites):
    client.force_login(admin_user)
    harbour, _hills = sites
    name, value = box("withdraw_vehicle", harbour)

    url = reverse("wagtailusers_groups:add")
    page = BeautifulSoup(client.get(url).content, "html.parser")
    data = {
        field["name"]: field.get("value", "")
        for field in page.select("form[action*='/groups/'] input[type=hidden]")
        if field.get("name")
    }
    response = client.post(url, {**data, "name": "Harbour's boss", name: value})

    assert response.status_code == 302
    granted = GroupSitePermission.objects.get(group__name="Harbour's boss")
    assert (granted.site, granted.permission.codename) == (harbour, "withdraw_vehicle")
