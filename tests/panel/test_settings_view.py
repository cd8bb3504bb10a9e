from __future__ import annotations

import pytest
from django.core import mail
from django.db import DatabaseError
from django.urls import reverse

from wagtail_easycars.models import EasyCarsSettings

pytestmark = pytest.mark.django_db

SECRET = "d1c3f1a2-very-secret-0001"


@pytest.mark.parametrize("model_name", ["easycarssettings", "EasyCarsSettings"])
def test_an_unforeseen_error_while_saving_mails_no_secret(
    admin_client, site, settings, monkeypatch, model_name
):
    """Django mails the submitted form to the developers when a view breaks."""
    settings.ADMINS = [("Developers", "developers@example.com")]

    def break_down(self, *args, **kwargs):
        raise DatabaseError("the disk is full")

    EasyCarsSettings.for_site(site)
    monkeypatch.setattr(EasyCarsSettings, "save", break_down)
    admin_client.raise_request_exception = False
    url = reverse("wagtailsettings:edit", args=["wagtail_easycars", model_name, site.pk])
    response = admin_client.post(
        url,
        {
            "environment": "test",
            "account_number": "EC1",
            "account_secret": SECRET,
            "removal_limit_percent": "20",
            "uncertain_leads": "resend",
            "lead_status_policy": "ask",
            "time_zone": "Australia/Perth",
        },
    )
    assert response.status_code == 500
    [message] = mail.outbox
    report = message.body + "".join(str(part) for part in message.alternatives)
    assert "the disk is full" in report
    assert "account_number" in report
    assert SECRET not in report
