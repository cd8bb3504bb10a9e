"""Something that a person decides about one lead: asked first, done by POST, said afterwards."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from wagtail_easycars.leads.attention import is_held
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.badges import get_badge
from wagtail_easycars.panel.leads.links import get_lead_url, get_view_url
from wagtail_easycars.panel.leads.nameless import NamelessErrorsMixin
from wagtail_easycars.panel.policies import lead_policy
from wagtail_easycars.panel.restricted import OfOneSiteMixin


class LeadView(
    NamelessErrorsMixin,
    OfOneSiteMixin,
    PermissionCheckedMixin,
    BaseObjectMixin,
    WagtailAdminTemplateMixin,
    FormView,
):
    """A view about one lead, for who may change that one."""

    model = Lead
    permission_policy = lead_policy
    permission_required = "change"
    header_icon = "mail"
    form_class: Any = forms.Form

    @cached_property
    def lead_url(self) -> str:
        return get_lead_url(self.request.user, self.object)

    def get_page_subtitle(self) -> str:
        return self.object.customer_name or str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": get_view_url("list"),
                "label": capfirst(Lead._meta.verbose_name_plural),
            },
            {"url": self.lead_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]


class LeadActionView(LeadView):
    """An action. ``label`` is on its buttons, ``question`` is what is asked before it is done."""

    template_name = "wagtail_easycars/panel/leads/confirm.html"
    url_name: ClassVar[str]
    label: ClassVar[Any]
    icon_name: ClassVar[str]
    question: ClassVar[Any]
    success_message: ClassVar[Any]
    is_serious: ClassVar[bool] = False
    asks_easycars: ClassVar[bool] = False

    @classmethod
    def is_offered(cls, lead: Lead, *, is_held: bool) -> bool:
        """Return whether the action makes sense as things stand."""
        raise NotImplementedError

    @classmethod
    def get_button(cls, lead: Lead) -> Button:
        return Button(cls.label, url=reverse(cls.url_name, args=[lead.pk]), icon_name=cls.icon_name)

    def act(self, form: Any) -> bool:
        """Do it; return ``False`` where that is out of date."""
        raise NotImplementedError

    def get_page_title(self) -> str:
        return str(self.label)

    def get_question(self) -> str:
        return str(self.question)

    @cached_property
    def is_held(self) -> bool:
        return is_held(self.object)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_offered(self.object, is_held=self.is_held):
            return self.say_out_of_date()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_offered(self.object, is_held=self.is_held):
            return self.say_out_of_date()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.act(form):
            return self.say_out_of_date()
        messages.success(self.request, self.success_message)
        return redirect(self.lead_url)

    def say_out_of_date(self) -> HttpResponse:
        lead = Lead.objects.get(pk=self.object.pk)
        badge = get_badge(lead, is_held=is_held(lead))
        messages.warning(
            self.request,
            _("Nothing was done: the lead has changed meanwhile. It is now: %(state)s.")
            % {"state": badge.label},
        )
        return redirect(get_lead_url(self.request.user, lead))
