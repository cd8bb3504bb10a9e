"""The connection test in the admin: on the values that stand in the form, saved or not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Site

from wagtail_easycars.connection import get_settings
from wagtail_easycars.connection_test import run_connection_test
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.panel.connection.form import get_connection_form, list_problems
from wagtail_easycars.panel.connection.result import (
    ReportResult,
    TestResult,
    TooManyResult,
    UnusableResult,
)
from wagtail_easycars.panel.connection.yards import render_yards
from wagtail_easycars.panel.policies import may, settings_policy
from wagtail_easycars.panel.rate_limit import is_within_rate
from wagtail_easycars.site_names import get_site_name

TESTS_A_MINUTE = 6


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class ConnectionTestView(WagtailAdminTemplateMixin, TemplateView):
    """Tests what the form of a site's settings holds, and answers as the request accepts it.

    A script gets JSON and shows it beside the form. Without one, the form is sent from a new tab:
    in its own tab stays what was typed, secrets too, which no answer would bring back.
    """

    http_method_names = ["post"]
    template_name = "wagtail_easycars/panel/connection/result_page.html"
    page_title = _("Connection test")
    header_icon = "easycars-car"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings_policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        self.site = get_object_or_404(Site, pk=kwargs["site_id"])
        if not may(request.user, settings_policy, "change", self.site):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.result = self._get_result()
        if request.accepts("text/html"):
            context = self.get_context_data(**kwargs)
            return self.render_to_response(context, status=self.result.status)
        content = {"html": self.result.render_html(), "yards": self._render_yards()}
        return JsonResponse(content, status=self.result.status)

    def get_page_subtitle(self) -> str:
        return get_site_name(self.site)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "result": self.result}

    def _get_result(self) -> TestResult:
        if not is_within_rate(self.request.user, "test", times=TESTS_A_MINUTE, seconds=60):
            return TooManyResult()
        settings = get_settings(self.site)
        form = get_connection_form(settings, self.request.POST)
        if not form.is_valid():
            return UnusableResult(list_problems(form))
        try:
            return ReportResult(run_connection_test(settings))
        except EasyCarsError as error:
            return UnusableResult.from_error(error)

    def _render_yards(self) -> str:
        """Return the input for yards with those that the test has found, '' where it found none."""
        if not self.result.yards:
            return ""
        return render_yards(self.request.POST, self.result.yards)
