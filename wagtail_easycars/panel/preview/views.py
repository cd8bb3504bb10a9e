"""What a sync of the stock would do now."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.of_site import OfSiteMixin, get_url
from wagtail_easycars.panel.policies import run_policy
from wagtail_easycars.panel.preview.asking import asking
from wagtail_easycars.panel.preview.kept import KeptPreview, get_kept, keep, make_preview
from wagtail_easycars.panel.preview.rows import get_changes, get_tabs, make_rows
from wagtail_easycars.panel.preview.table import get_table
from wagtail_easycars.stock.quick_preview import preview_stock_quickly

CHANGES_PER_PAGE = 50
AJAX = "XMLHttpRequest"
NO_ANSWER = _("The preview did not arrive. Check your connection, then try again.")


class ChangesPaginator(WagtailPaginator):
    verbose_name = _("vehicle")
    verbose_name_plural = _("vehicles")


class PreviewView(OfSiteMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows the preview that is kept, or a form that asks EasyCars for a new one.

    The page is there at once; with JavaScript the form sends itself and the answer takes its place.
    """

    policy = run_policy
    action = "start"
    url_name = "easycars:preview"
    http_method_names = ["get", "head", "post"]
    template_name = "wagtail_easycars/panel/preview/page.html"
    fragment_template_name = "wagtail_easycars/panel/preview/result.html"
    page_title = _("Preview of the stock sync")
    header_icon = "view"

    preview: KeptPreview | None = None
    error: EasyCarsError | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.preview = get_kept(self.site)
        return self.render_to_response(self.get_context_data(**kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.preview = self._ask_easycars()
        except EasyCarsError as error:
            self.error = error
        return self.render_to_response(self.get_context_data(**kwargs))

    def _ask_easycars(self) -> KeptPreview:
        with asking(self.site):
            preview = make_preview(preview_stock_quickly(self.site))
        keep(self.site, preview)
        return preview

    def get_template_names(self) -> Any:
        is_fragment = self.request.headers.get("X-Requested-With") == AJAX
        return [self.fragment_template_name] if is_fragment else [self.template_name]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.get_base_breadcrumbs(), own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "site": self.site,
            "preview": self.preview,
            "error": self.error,
            "preview_url": self.get_own_url(),
            "ask_url": self._get_ask_url(),
            "ask_messages": json.dumps({"error": str(NO_ANSWER)}),
            "sync_url": reverse("easycars:sync", args=[SyncRun.Kind.STOCK.value]),
            "dashboard_url": get_url("easycars:dashboard", self.site),
        }
        if self.preview is not None:
            context |= self._get_results(self.preview)
        return context

    def _get_ask_url(self) -> str:
        """Return where to send the form, so that the part that is looked at is shown again."""
        names = ("show", "p")
        return self.get_own_url(
            **{name: self.request.GET[name] for name in names if name in self.request.GET}
        )

    def _get_results(self, preview: KeptPreview) -> dict[str, Any]:
        tabs = get_tabs(preview, self.request.GET.get("show", ""))
        shown = next((tab for tab in tabs if tab.is_shown), None)
        if shown is None:
            return {"tabs": []}
        paginator = ChangesPaginator(get_changes(preview, shown.name), CHANGES_PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        table = get_table(make_rows(page.object_list), self.site, self.request.user)
        return {
            "tabs": tabs,
            "page_obj": page,
            "table": table,
            "elided_page_range": paginator.get_elided_page_range(page.number),
        }
