from typing import Any

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from wagtail_easycars.leads.log_actions import register_lead_actions
from wagtail_easycars.panel.bulk_delete import VehicleDeleteBulkAction
from wagtail_easycars.panel.publish_on_save import publish_saved_vehicle
from wagtail_easycars.panel.reports.pictures import get_menu_item, get_report_urls
from wagtail_easycars.panel.settings import get_settings_urls
from wagtail_easycars.panel.vehicles import VehicleViewSet


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "wagtail_easycars/icons/car.svg"]


@hooks.register("register_admin_urls", order=-1)
def register_settings_urls() -> list[URLPattern]:
    return get_settings_urls()


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    return get_report_urls()


@hooks.register("register_reports_menu_item")
def register_pictures_report() -> MenuItem:
    return get_menu_item()


register_snippet(VehicleViewSet)

# After Wagtail's own for all snippets, whose place it takes.
hooks.register("register_bulk_action", VehicleDeleteBulkAction, order=1)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def publish_vehicle(request: Any, instance: Any) -> None:
    publish_saved_vehicle(request, instance)


@hooks.register("register_log_actions")
def register_lead_log_actions(actions: LogActionRegistry) -> None:
    register_lead_actions(actions)
