"""A dealer's stock, and the preview of what a sync would make of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.panel.people import make_user
from tests.torture.feeds import plain_items


class PreviewPage:
    """The preview of ``site``, as ``client``'s user has it with or without JavaScript."""

    def __init__(self, client, site):
        self._client = client
        self._url = f"{reverse('easycars:preview')}?site={site.pk}"
        self._site = site

    def open(self, **query):
        return self._client.get(self._url, {"site": self._site.pk, **query})

    def ask(self, **headers):
        return self._client.post(self._url, {"site": self._site.pk}, headers=headers)

    def ask_by_script(self):
        return self.ask(**{"X-Requested-With": "XMLHttpRequest"})


@pytest.fixture
def operator(site):
    return make_user("operator", start_syncrun=site, view_vehicle=site)


@pytest.fixture
def page(client, operator, site):
    client.force_login(operator)
    return PreviewPage(client, site)


@pytest.fixture
def items():
    return plain_items(10)


@pytest.fixture
def stocked(sandbox, sync, items):
    sandbox.set_stock("harbour", items)
    sync()
