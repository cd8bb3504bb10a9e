from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Site

from tests.conftest import make_site

pytestmark = pytest.mark.django_db


def test_a_site_with_vehicles_says_why_it_cannot_be_deleted(admin_client, two_sites):
    url = reverse("wagtailsites:delete", args=[two_sites.their_site.pk])
    assert "Are you sure you want to delete this site?" in admin_client.get(url).content.decode()
    html = admin_client.post(url, follow=True).content.decode()
    assert "hills.example cannot be deleted: it has 2 vehicles and 0 leads" in html
    assert Site.objects.filter(pk=two_sites.their_site.pk).exists()


def test_a_site_without_any_is_deleted(admin_client, site):
    empty = make_site("empty.example")
    admin_client.post(reverse("wagtailsites:delete", args=[empty.pk]))
    assert not Site.objects.filter(pk=empty.pk).exists()
