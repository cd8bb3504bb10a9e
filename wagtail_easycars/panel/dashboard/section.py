"""What the dashboard of a site is made of: each section is a component of Wagtail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy


class Section(Component):
    """A part of the dashboard of ``site``, as ``user`` may see it.

    Register subclasses by the hook ``register_easycars_dashboard_section``. Each has a ``name`` of
    its own, for the addresses of anchors, and a ``template_name``. It is shown, in the order of
    ``order``, to whom ``policy`` grants any of ``actions`` for the site.
    """

    name: ClassVar[str]
    order: ClassVar[int] = 1000
    policy: ClassVar[SitePermissionPolicy]
    actions: ClassVar[tuple[str, ...]] = ("view",)

    def __init__(self, site: Site, user: Any) -> None:
        self.site = site
        self.user = user

    @classmethod
    def is_offered_to(cls, user: Any) -> bool:
        """Return whether ``user`` may see this section for some site; menus ask, so no queries."""
        return bool(cls.policy.user_has_any_permission(user, cls.actions))

    @property
    def is_permitted(self) -> bool:
        """Whether the user may see this section for its site."""
        return bool(
            self.policy.user_has_any_permission_for_instance(self.user, self.actions, self.site)
        )

    @property
    def header_more_buttons(self) -> list[Button]:
        """What the section adds to the menu of actions in the dashboard's header."""
        return []

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        """Return what the template needs; also what components do not get by themselves."""
        context = dict(super().get_context_data(parent_context) or {})
        context.update(section=self, site=self.site)
        if parent_context is not None:
            for name in ("request", "csrf_token"):
                context[name] = parent_context.get(name)
        return context
