"""Every address of ours in the admin, and what each asks of a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

OF_VEHICLES = ("view_vehicle", "add_vehicle", "change_vehicle", "delete_vehicle")
OF_LEADS = ("view_lead", "change_lead", "delete_lead")
ALL_RIGHTS = (
    "view_syncrun",
    "start_syncrun",
    *OF_VEHICLES,
    "withdraw_vehicle",
    *OF_LEADS,
    "export_lead",
    "change_easycarssettings",
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """``opens`` are rights with which it can be used; without any of ``closed_without``, not.

    ``of`` names the attribute of the world whose object the address is about, ``objects`` several
    by the address's arguments; none for a listing, which shows nothing of other sites. ``query``
    and ``data`` may hold such names in braces. Wagtail shows a chooser to everybody:
    ``is_open_but_empty``.
    """

    opens: tuple[str, ...]
    # The name to reverse, where the table calls it something else.
    view: str = ""
    closed_without: tuple[str, ...] = ()
    of: str = ""
    argument: str = "pk"
    objects: dict[str, str] = field(default_factory=dict)
    kwargs: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    method: str = "get"
    data: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    is_open_but_empty: bool = False

    @property
    def is_about_one_site(self) -> bool:
        values = [*self.query.values(), *self.data.values()]
        return bool(self.of or self.objects) or any("{" in value for value in values)

    @property
    def needed(self) -> tuple[str, ...]:
        return self.closed_without or self.opens


def names_of_ours() -> set[str]:
    """Return the names of all addresses in the admin that this package has brought there.

    Those without a name take the place of Wagtail's own, which have one.
    """
    found = {name for name, route in _walk(get_resolver()) if route.startswith("admin/")}
    return found - {"-"}


def resolve(name: str, address: Address, world: Any) -> str:
    kwargs = {
        **address.kwargs,
        **{key: getattr(world, of).pk for key, of in address.objects.items()},
    }
    if address.of:
        kwargs[address.argument] = getattr(world, address.of).pk
    return reverse(address.view or name, kwargs=kwargs)


def _walk(
    resolver: Any, spaces: tuple[str, ...] = (), route: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join([*spaces, pattern.name or "-"])
            view = getattr(pattern.callback, "view_class", pattern.callback)
            if "easycars" in name or view.__module__.startswith("wagtail_easycars"):
                yield name, here
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, inner, here)
