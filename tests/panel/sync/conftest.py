from __future__ import annotations

import pytest
from django.urls import reverse

from tests.panel.people import make_user


@pytest.fixture
def clerk(easycars, client):
    """Somebody who may see and start the syncs of the site, signed in."""
    user = make_user("clerk", view_syncrun=easycars.site, start_syncrun=easycars.site)
    client.force_login(user)
    return user


@pytest.fixture
def start(client):
    """Start a sync as a program does; return the answer."""

    def post(kind, site, **headers):
        data = {} if site is None else {"site": getattr(site, "pk", site)}
        return client.post(reverse("easycars:sync", args=[kind]), data, headers=headers)

    return post


@pytest.fixture
def get_status(client):
    def get(site, **headers):
        data = {} if site is None else {"site": getattr(site, "pk", site)}
        return client.get(reverse("easycars:sync_status"), data, headers=headers)

    return get
