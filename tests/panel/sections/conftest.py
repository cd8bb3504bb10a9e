"""A site's dashboard, as people with some rights see it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.panel.people import make_user
from tests.panel.reading import soup_of


@pytest.fixture
def open_dashboard(client, site):
    """Return a function that opens the site's dashboard as somebody with rights for it."""

    def open_(*rights):
        name = f"user-{'-'.join(rights)}"
        client.force_login(make_user(name, **dict.fromkeys(rights, site)))
        response = client.get(reverse("easycars:dashboard"), {"site": site.pk})
        assert response.status_code == 200
        return soup_of(response)

    return open_
