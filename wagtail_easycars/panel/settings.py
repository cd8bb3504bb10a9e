"""The settings view, with what staff type kept out of error reports."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.contrib.settings.views import EditView

from wagtail_easycars.models import EasyCarsSettings


def get_settings_urls() -> list[URLPattern]:
    """Return the address of Wagtail's own view for our settings, to be found before Wagtail's.

    Should saving fail in a way that nobody foresaw, Django mails the submitted form to the site's
    developers; the decorator masks the secrets in it.
    """
    app_label, model_name = EasyCarsSettings._meta.app_label, EasyCarsSettings._meta.model_name
    return [
        path(
            f"settings/{app_label}/{model_name}/<int:pk>/",
            sensitive_post_parameters()(EditView.as_view()),
            {"app_name": app_label, "model_name": model_name},
        )
    ]
