from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from wagtail_easycars.leads.log_actions import register_lead_actions
from wagtail_easycars.panel import urls as panel_urls
from wagtail_easycars.panel.access.group_panel import SitePermissionsForm
from wagtail_easycars.panel.connection.log_actions import register_settings_actions
from wagtail_easycars.panel.dashboard.registry import SECTION_HOOK
from wagtail_easycars.panel.dashboard.section import Section
from wagtail_easycars.panel.dashboard.sections.registration import SECTIONS, offering
from wagtail_easycars.panel.dashboard.sync_section import SyncSection
from wagtail_easycars.panel.dashboard.urls import get_dashboard_menu_item
from wagtail_easycars.panel.differences.bulk_actions import DIFFERENCE_BULK_ACTIONS
from wagtail_easycars.panel.differences.urls import get_differences_menu_item
from wagtail_easycars.panel.history.admin import SyncRunAdmin, get_history_menu_item
from wagtail_easycars.panel.home import EasyCarsPanel, VehiclesSummaryItem
from wagtail_easycars.panel.leads.erasing import LeadEraseBulkAction
from wagtail_easycars.panel.leads.viewset import LeadViewSet
from wagtail_easycars.panel.menu import MENU_HOOK, get_easycars_menu_item
from wagtail_easycars.panel.merge.section import TwinsSection
from wagtail_easycars.panel.policies import get_sync_permissions, register_policies
from wagtail_easycars.panel.reports.pictures import get_menu_item, get_report_urls
from wagtail_easycars.panel.settings import get_settings_urls
from wagtail_easycars.panel.site_deletion import get_site_deletion_urls
from wagtail_easycars.panel.snippet_index import get_snippet_index_urls
from wagtail_easycars.panel.sync.log_actions import register_sync_actions
from wagtail_easycars.panel.vehicles.bulk_actions import BULK_ACTIONS
from wagtail_easycars.panel.vehicles.bulk_delete import VehicleDeleteBulkAction
from wagtail_easycars.panel.vehicles.log_actions import register_vehicle_actions
from wagtail_easycars.panel.vehicles.publish_on_save import publish_saved_vehicle
from wagtail_easycars.panel.vehicles.viewset import VehicleViewSet
from wagtail_easycars.reconciliation.log_actions import register_difference_actions
from wagtail_easycars.stock.log_actions import register_withdrawal_actions

# Before any viewset is registered, which would make Wagtail fall back on a policy of its own.
register_policies()


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "wagtail_easycars/icons/car.svg"]


@hooks.register("register_admin_urls")
def register_panel_urls() -> list[URLPattern | URLResolver]:
    return [path("easycars/", include(panel_urls))]


@hooks.register("register_admin_menu_item")
def register_easycars_menu() -> MenuItem:
    return get_easycars_menu_item()


@hooks.register(MENU_HOOK)
def register_history_menu_item() -> MenuItem:
    return get_history_menu_item()


@hooks.register(MENU_HOOK)
def register_differences_menu_item() -> MenuItem:
    return get_differences_menu_item()


@hooks.register("register_permissions")
def register_sync_permissions() -> Any:
    return get_sync_permissions()


@hooks.register("register_group_permission_panel")
def register_site_permissions_panel() -> type[SitePermissionsForm]:
    return SitePermissionsForm


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
register_snippet(LeadViewSet)
modeladmin_register(SyncRunAdmin)

# After Wagtail's own for all snippets, whose place it takes.
hooks.register("register_bulk_action", VehicleDeleteBulkAction, order=1)
hooks.register("register_bulk_action", LeadEraseBulkAction, order=1)
for bulk_action in (*BULK_ACTIONS, *DIFFERENCE_BULK_ACTIONS):
    hooks.register("register_bulk_action", bulk_action)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def publish_vehicle(request: Any, instance: Any) -> None:
    publish_saved_vehicle(request, instance)


@hooks.register("register_log_actions")
def register_lead_log_actions(actions: LogActionRegistry) -> None:
    register_lead_actions(actions)


@hooks.register("register_log_actions")
def register_settings_log_actions(actions: LogActionRegistry) -> None:
    register_settings_actions(actions)


@hooks.register("register_log_actions")
def register_difference_log_actions(actions: LogActionRegistry) -> None:
    register_difference_actions(actions)
    register_sync_actions(actions)


@hooks.register("register_easycars_dashboard_section")
def register_sync_section() -> type[Section]:
    return SyncSection


for section_class in SECTIONS:
    hooks.register(SECTION_HOOK, offering(section_class))


@hooks.register("construct_homepage_summary_items")
def add_vehicles_to_summary(request: Any, items: list[Any]) -> None:
    items.append(VehiclesSummaryItem(request))


@hooks.register("construct_homepage_panels")
def add_easycars_panel(request: Any, panels: list[Any]) -> None:
    panels.append(EasyCarsPanel())


@hooks.register("register_easycars_menu_item")
def register_dashboard() -> MenuItem:
    return get_dashboard_menu_item()


@hooks.register("register_log_actions")
def register_withdrawal_log_actions(actions: LogActionRegistry) -> None:
    register_withdrawal_actions(actions)


@hooks.register("register_log_actions")
def register_vehicle_log_actions(actions: LogActionRegistry) -> None:
    register_vehicle_actions(actions)


@hooks.register("register_admin_urls", order=-1)
def register_snippet_index() -> list[URLPattern]:
    return get_snippet_index_urls()


@hooks.register("register_admin_urls", order=-1)
def register_site_deletion() -> list[URLPattern]:
    return get_site_deletion_urls()


hooks.register(SECTION_HOOK, offering(TwinsSection))
