"""The menu 'EasyCars': what has to do with it registers its items by the hook below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

MENU_HOOK = "register_easycars_menu_item"

easycars_menu = Menu(register_hook_name=MENU_HOOK, construct_hook_name="construct_easycars_menu")


class PermittedMenuItem(MenuItem):
    """Shown to whom ``is_permitted`` returns true for; it must not call anything but a policy."""

    def __init__(
        self, label: Any, url: str, *, is_permitted: Callable[[Any], bool], **options: Any
    ) -> None:
        super().__init__(label, url, **options)
        self._is_permitted = is_permitted

    def is_shown(self, request: Any) -> bool:
        return self._is_permitted(request.user)


def get_easycars_menu_item() -> MenuItem:
    return SubmenuMenuItem(
        _("EasyCars"), easycars_menu, name="easycars", icon_name="easycars-car", order=400
    )
