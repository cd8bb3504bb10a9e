"""The settings view, with what staff type kept out of error reports."""

from __future__ import annotations

from django.urls import URLPattern, re_path
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.contrib.settings.views import EditView

from wagtail_easycars.models import EasyCarsSettings


def get_settings_urls() -> list[URLPattern]:
    """Return the address of Wagtail's own view for our settings, to be found before Wagtail's.

    Should saving fail in a way that nobody foresaw, Django mails the submitted form to the site's
    developers; the decorator masks the secrets in it.
    """
    app_label, model_name = EasyCarsSettings._meta.app_label, EasyCarsSettings._meta.model_name
    # Wagtail finds a model by its name in any case; so must this, or the masking could be evaded.
    any_case = "".join(f"[{letter}{letter.upper()}]" for letter in str(model_name))
    return [
        re_path(
            rf"^settings/{app_label}/{any_case}/(?P<pk>[0-9]+)/$",
            sensitive_post_parameters()(EditView.as_view()),
            {"app_name": app_label, "model_name": model_name},
        )
    ]
