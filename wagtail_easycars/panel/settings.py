"""The settings view: what staff type is kept out of error reports, and removals are asked about."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, re_path
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.contrib.settings.views import EditView

from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.panel.connection.log_actions import log_credentials
from wagtail_easycars.panel.connection.removal import (
    get_entered_secrets,
    get_removed_secrets,
    get_secret_names,
    list_consequences,
    list_standstill,
    without_removal,
)
from wagtail_easycars.panel.connection.yards import get_known_yards

# The buttons of the page that asks whether credentials are to be removed.
REMOVE, KEEP = "remove-credentials", "keep-credentials"


class SettingsEditView(EditView):
    """Wagtail's own view, which also asks before credentials are removed, and says what stops."""

    removal_template_name = "wagtail_easycars/panel/connection/confirm_removal.html"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["yard_codes"].widget.yards = get_known_yards(self.site)
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if KEEP in request.POST:
            return self._show_kept()
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def is_valid(self, form: Any) -> bool:
        if super().is_valid(form) and not self._asks_too_much(form):
            return True
        self.produced_error_message = self.get_error_message()
        return False

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        removed = get_removed_secrets(form)
        if removed and REMOVE not in self.request.POST:
            return self._ask(removed)
        response: HttpResponse = super().form_valid(form)
        return response

    def save_instance(self) -> Any:
        entered, removed = get_entered_secrets(self.form), get_removed_secrets(self.form)
        settings = super().save_instance()
        log_credentials(settings, self.request.user, entered=entered, removed=removed)
        return settings

    def save_action(self) -> HttpResponse:
        response: HttpResponse = super().save_action()
        if "is_active" in self.form.changed_data and not self.object.is_active:
            switched_off = _("EasyCars is switched off for this site.")
            messages.warning(self.request, " ".join([switched_off, *list_standstill(self.site)]))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["media"] += Media(
            css={"all": ["wagtail_easycars/css/admin/folded.css"]},
            js=["wagtail_easycars/js/admin/test-connection.js"],
        )
        return context

    def _asks_too_much(self, form: Any) -> bool:
        """Say so where a form removes secrets and enters others.

        The page that asks about the removal sends everything again, and must not hold a secret.
        """
        removed = get_removed_secrets(form)
        if not removed or not get_entered_secrets(form):
            return False
        for name in removed:
            message = _("Remove this on its own: save what you enter first, then come back.")
            form.add_error(name, ValidationError(message, code="not_alone"))
        form.ask_for_secrets_again()
        return True

    def _ask(self, removed: list[str]) -> HttpResponse:
        title = _("Remove credentials")
        context = {
            **self.get_context_data(form=self.form),
            "header_title": title,
            "breadcrumbs_items": [
                *self.breadcrumbs_items,
                {"url": self.get_edit_url(), "label": self.get_page_subtitle()},
                {"url": "", "label": title},
            ],
            "labels": [self.form[name].label for name in removed],
            "consequences": list_consequences(self.site, removed),
            "submitted": list(self._list_submitted()),
            "settings_url": self.get_edit_url(),
            "remove": REMOVE,
            "keep": KEEP,
        }
        return TemplateResponse(self.request, self.removal_template_name, context)

    def _list_submitted(self) -> Any:
        """Yield what was sent, for the page that asks to send it again: it holds no secret."""
        left_out = {"csrfmiddlewaretoken", *get_secret_names(self.form)}
        for name, values in self.request.POST.lists():
            if name not in left_out:
                yield from ((name, value) for value in values)

    def _show_kept(self) -> HttpResponse:
        """Show the form as it was sent, less the removal that the person thought better of."""
        form = self.get_form()
        form.is_valid()
        self.request.POST = without_removal(self.request.POST, form, get_removed_secrets(form))
        # The form has put the removal into its instance.
        self.object = self.get_object()
        self.form = self.get_form()
        response: HttpResponse = self.render_to_response(self.get_context_data(form=self.form))
        return response


def get_settings_urls() -> list[URLPattern]:
    """Return the address of our view of the settings, to be found before that of Wagtail's own.

    Should saving fail in a way that nobody foresaw, Django mails the submitted form to the site's
    developers; the decorator masks the secrets in it.
    """
    app_label, model_name = EasyCarsSettings._meta.app_label, EasyCarsSettings._meta.model_name
    # Wagtail finds a model by its name in any case; so must this, or the masking could be evaded.
    any_case = "".join(f"[{letter}{letter.upper()}]" for letter in str(model_name))
    return [
        re_path(
            rf"^settings/{app_label}/{any_case}/(?P<pk>[0-9]+)/$",
            sensitive_post_parameters()(SettingsEditView.as_view()),
            {"app_name": app_label, "model_name": model_name},
        )
    ]
