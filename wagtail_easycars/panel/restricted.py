"""Wagtail's views of models that belong to a site, kept to the sites that a person may act for.

Wagtail asks whether somebody has a right for *some* site. What follows asks it of the one that the
object belongs to: of another site, there is nothing to be found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from wagtail_easycars.panel.policies import ANY_PERMISSION, get_policy, may


def visible_to(user: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Return of ``queryset`` what belongs to sites that ``user`` may see it of."""
    policy = get_policy(queryset.model)
    if user.is_superuser:
        return queryset
    return queryset.filter(site__in=policy.sites_user_has_any_permission_for(user, ANY_PERMISSION))


def is_visible_to(user: Any, instance: Model) -> bool:
    policy = get_policy(type(instance))
    return bool(policy.user_has_any_permission_for_instance(user, ANY_PERMISSION, instance))


class OfSeenSitesIndexMixin:
    """For a listing, before Wagtail's own class: offers for each object what a person may do."""

    # The rights of which any one is needed for a bulk action.
    bulk_actions_need: tuple[str, ...] = ("change", "delete")

    def get_base_queryset(self) -> Any:
        queryset = super().get_base_queryset()  # type: ignore[misc]
        return visible_to(self.request.user, queryset)  # type: ignore[attr-defined]

    def get_edit_url(self, instance: Model) -> Any:
        if not self.user_has_permission_for_instance("change", instance):  # type: ignore[attr-defined]
            return None
        return super().get_edit_url(instance)  # type: ignore[misc]

    def get_delete_url(self, instance: Model) -> Any:
        if not self.user_has_permission_for_instance("delete", instance):  # type: ignore[attr-defined]
            return None
        return super().get_delete_url(instance)  # type: ignore[misc]

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns  # type: ignore[misc]
        if self.user_has_any_permission(self.bulk_actions_need):  # type: ignore[attr-defined]
            return list(columns)
        return [each for each in columns if not isinstance(each, BulkActionsCheckboxColumn)]


class OfOneSiteMixin:
    """For a view of one object, before Wagtail's own class: asks each right for that object."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        instance = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not is_visible_to(self.request.user, instance):  # type: ignore[attr-defined]
            raise Http404
        return instance

    def user_has_permission(self, permission: str) -> bool:
        instance = getattr(self, "object", None)
        if instance is None or instance.pk is None:
            return bool(super().user_has_permission(permission))  # type: ignore[misc]
        return bool(self.user_has_permission_for_instance(permission, instance))  # type: ignore[attr-defined]

    def user_has_any_permission(self, permissions: Iterable[str]) -> bool:
        return any(map(self.user_has_permission, permissions))


class OfOneSeenMixin(OfOneSiteMixin):
    """For a view that shows something about an object to whoever may see that."""

    permission_required = None
    any_permission_required = ANY_PERMISSION


class SiteURLFinder:
    """Finds where an object is edited, for who may edit that one; Wagtail 7.4 asks for any."""

    edit_url_name = ""

    def __init__(self, user: Any = None) -> None:
        self._user = user

    def get_edit_url(self, instance: Model) -> str | None:
        if self._user and not may(self._user, get_policy(type(instance)), "change", instance):
            return None
        return reverse(self.edit_url_name, args=[quote(instance.pk)])


class OfSeenSitesBulkActionMixin:
    """For a bulk action, before Wagtail's own class: what a person may not see is not there.

    Whoever has ``permission_required`` for an object may do it to that.
    """

    permission_required = "change"

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        keys = super().get_all_objects_in_listing_query(parent_id)  # type: ignore[misc]
        return visible_to(self.request.user, keys)  # type: ignore[attr-defined]

    def check_perm(self, instance: Model) -> bool:
        user = self.request.user  # type: ignore[attr-defined]
        return may(user, get_policy(type(instance)), self.permission_required, instance)

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        objects, others = super().get_actionable_objects()  # type: ignore[misc]
        user = self.request.user  # type: ignore[attr-defined]
        return objects, {
            name: [each for each in instances if is_visible_to(user, each)]
            for name, instances in others.items()
        }


class _OfSeenSitesMixin:
    def get_object_list(self) -> Any:
        return visible_to(self.request.user, super().get_object_list())  # type: ignore[attr-defined,misc]


class SiteChooseView(_OfSeenSitesMixin, ChooseView):
    """The chooser's dialog."""


class SiteChooseResultsView(_OfSeenSitesMixin, ChooseResultsView):
    """What a search in the chooser's dialog finds."""


class SiteChosenView(SnippetChosenView):
    """What the chooser hands over, once it is chosen."""

    def get_object(self, pk: Any) -> Any:
        instance = super().get_object(pk)
        if not is_visible_to(self.request.user, instance):
            raise Http404
        return instance


class SiteChosenMultipleView(SnippetChosenMultipleView):
    """What the chooser hands over, once several are chosen."""

    def get_objects(self, pks: Any) -> Any:
        return visible_to(self.request.user, super().get_objects(pks))


class ClosedCreateView(SnippetCreateView):
    """Nothing is entered in a chooser, which could not ask for which site."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


class SiteChooserViewSet(SnippetChooserViewSet):
    """A chooser of what belongs to the sites that a person may see."""

    choose_view_class = SiteChooseView
    choose_results_view_class = SiteChooseResultsView
    chosen_view_class = SiteChosenView
    chosen_multiple_view_class = SiteChosenMultipleView
    create_view_class = ClosedCreateView
