"""Approves or dismisses held withdrawals, once a person has confirmed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.held.decision import Choice
from wagtail_easycars.panel.history.links import get_run_url
from wagtail_easycars.panel.of_site import OfSiteMixin, get_url
from wagtail_easycars.panel.policies import may, run_policy, vehicle_policy
from wagtail_easycars.runs.lease import RunUnderWay
from wagtail_easycars.stock.held import approve_withdrawals, dismiss_withdrawals


class DecideView(OfSiteMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks first, as Wagtail does; what was shown is what is decided on, and nothing else."""

    policy = vehicle_policy
    action = "withdraw"
    template_name = "wagtail_easycars/panel/held/confirm.html"
    header_icon = "warning"

    decide: ClassVar[Callable[..., SyncRun]]
    confirm_label: ClassVar[Any]
    cancel_label: ClassVar[Any] = gettext_lazy("Cancel")
    confirm_classname: ClassVar[str] = ""

    def get_question(self, count: int) -> str:
        raise NotImplementedError

    def get_explanation(self, count: int) -> str:
        raise NotImplementedError

    def get_outcome(self, count: int) -> str:
        raise NotImplementedError

    @cached_property
    def choice(self) -> Choice:
        values = self.request.POST if self.request.method == "POST" else self.request.GET
        return Choice.of(self.site, values)

    @property
    def list_url(self) -> str:
        return get_url("easycars:held", self.site)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.choice.vehicles:
            messages.warning(request, self._describe_empty_choice())
            return redirect(self.list_url)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def _describe_empty_choice(self) -> str:
        if self.choice.is_all or self.choice.keys:
            return _("Nothing of that is held any more.")
        return _("Tick the vehicles that you want to decide on first.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.choice.vehicles:
            return self.get(request, *args, **kwargs)
        if not self.choice.is_as_seen:
            messages.warning(
                request,
                _("Other vehicles are held by now. Nothing was done; look at the list again."),
            )
            return self.get(request, *args, **kwargs)
        try:
            run = type(self).decide(
                self.site,
                trigger=SyncRun.Trigger.MANUAL,
                user=request.user,
                keys=self.choice.decided_keys,
            )
        except RunUnderWay as error:
            self._say_to_wait(error)
        else:
            self._say_outcome(run)
        return redirect(self.list_url)

    def _say_to_wait(self, error: RunUnderWay) -> None:
        text = _(
            "The stock of this site is being synchronised just now, so nothing was done. Wait "
            "until that has ended, then decide again by what is held then."
        )
        messages.warning(self.request, text, buttons=self._get_run_buttons(error.run))

    def _say_outcome(self, run: SyncRun) -> None:
        buttons = self._get_run_buttons(run)
        if run.status == SyncRun.Status.FAILED:
            messages.error(self.request, run.error.partition("\n")[0], buttons=buttons)
            return
        if run.done:
            messages.success(self.request, self.get_outcome(run.done), buttons=buttons)
        if left := len(self.choice.decided_keys) - run.done:
            messages.info(self.request, describe_no_longer_held(left))

    def _get_run_buttons(self, run: SyncRun | None) -> list[Any]:
        if run is None or not may(self.request.user, run_policy, "view", self.site):
            return []
        return [messages.button(get_run_url(run.pk), _("See the run"))]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        held = {"url": self.list_url, "label": _("Held withdrawals")}
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.get_base_breadcrumbs(), held, own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        left = self.choice.no_longer_held
        context |= {
            "site": self.site,
            "vehicles": self.choice.vehicles,
            "question": self.get_question(len(self.choice.vehicles)),
            "explanation": self.get_explanation(len(self.choice.vehicles)),
            "no_longer_held": describe_no_longer_held(left) if left else "",
            "form_values": self.choice.as_form_values(),
            "list_url": self.list_url,
        }
        return context


class ApproveView(DecideView):
    url_name = "easycars:approve_held"
    page_title = gettext_lazy("Take off the site")
    confirm_label = gettext_lazy("Yes, take off the site")
    confirm_classname = "serious"
    decide = staticmethod(approve_withdrawals)

    def get_question(self, count: int) -> str:
        return ngettext(
            "Take %(count)d vehicle off the site?", "Take %(count)d vehicles off the site?", count
        ) % {"count": count}

    def get_explanation(self, count: int) -> str:
        return ngettext(
            "Visitors no longer find it, and its page says that it is sold. Should EasyCars send "
            "it again, it comes back to the site by itself, under the same address.",
            "Visitors no longer find them, and their pages say that they are sold. One that "
            "EasyCars sends again comes back to the site by itself, under the same address.",
            count,
        )

    def get_outcome(self, count: int) -> str:
        return ngettext(
            "%(count)d vehicle has left the site.", "%(count)d vehicles have left the site.", count
        ) % {"count": count}


class DismissView(DecideView):
    url_name = "easycars:dismiss_held"
    page_title = gettext_lazy("Keep on the site")
    confirm_label = gettext_lazy("Yes, keep on the site")
    decide = staticmethod(dismiss_withdrawals)

    def get_question(self, count: int) -> str:
        return ngettext(
            "Keep %(count)d vehicle on the site?", "Keep %(count)d vehicles on the site?", count
        ) % {"count": count}

    def get_explanation(self, count: int) -> str:
        return ngettext(
            "It stays on the site for now. The next sync decides anew by what EasyCars sends "
            "then, and asks again where it is still missing.",
            "They stay on the site for now. The next sync decides anew by what EasyCars sends "
            "then, and asks again where they are still missing.",
            count,
        )

    def get_outcome(self, count: int) -> str:
        return ngettext(
            "%(count)d vehicle stays on the site. The next sync decides anew.",
            "%(count)d vehicles stay on the site. The next sync decides anew.",
            count,
        ) % {"count": count}


def describe_no_longer_held(count: int) -> str:
    return ngettext(
        "%(count)d of the vehicles you chose is no longer held, and stays as it is.",
        "%(count)d of the vehicles you chose are no longer held, and stay as they are.",
        count,
    ) % {"count": count}
