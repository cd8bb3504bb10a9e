"""What the app adds to Wagtail's admin. Each function is in the module of its subject."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from wagtail_easycars.leads.log_actions import register_lead_actions
from wagtail_easycars.panel import urls as panel_urls
from wagtail_easycars.panel.access.group_panel import get_site_permissions_panel
from wagtail_easycars.panel.connection.log_actions import register_settings_actions
from wagtail_easycars.panel.dashboard.registry import SECTION_HOOK
from wagtail_easycars.panel.dashboard.sections.registration import SECTIONS, offering
from wagtail_easycars.panel.dashboard.urls import get_dashboard_menu_item
from wagtail_easycars.panel.differences.bulk_actions import DIFFERENCE_BULK_ACTIONS
from wagtail_easycars.panel.differences.urls import get_differences_menu_item
from wagtail_easycars.panel.history.admin import SyncRunAdmin, get_history_menu_item
from wagtail_easycars.panel.home import add_easycars_panel, add_vehicles_to_summary
from wagtail_easycars.panel.leads.erasing import LeadEraseBulkAction
from wagtail_easycars.panel.leads.viewset import LeadViewSet
from wagtail_easycars.panel.menu import MENU_HOOK, get_easycars_menu_item
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

# Rights, before any viewset, which would make Wagtail fall back on a policy of its own
register_policies()
hooks.register("register_permissions", get_sync_permissions)
hooks.register("register_group_permission_panel", get_site_permissions_panel)

# Models
register_snippet(VehicleViewSet)
register_snippet(LeadViewSet)
modeladmin_register(SyncRunAdmin)
hooks.register("after_create_snippet", publish_saved_vehicle)
hooks.register("after_edit_snippet", publish_saved_vehicle)

# Bulk actions; the first two after Wagtail's own for all snippets, whose place they take
hooks.register("register_bulk_action", VehicleDeleteBulkAction, order=1)
hooks.register("register_bulk_action", LeadEraseBulkAction, order=1)
for bulk_action in (*BULK_ACTIONS, *DIFFERENCE_BULK_ACTIONS):
    hooks.register("register_bulk_action", bulk_action)

# Menus
hooks.register("register_admin_menu_item", get_easycars_menu_item)
hooks.register(MENU_HOOK, get_dashboard_menu_item)
hooks.register(MENU_HOOK, get_differences_menu_item)
hooks.register(MENU_HOOK, get_history_menu_item)
hooks.register("register_reports_menu_item", get_menu_item)

# The dashboard, and Wagtail's home page
for section in SECTIONS:
    hooks.register(SECTION_HOOK, offering(section))
hooks.register("construct_homepage_summary_items", add_vehicles_to_summary)
hooks.register("construct_homepage_panels", add_easycars_panel)

# Wagtail's history
for register_actions in (
    register_difference_actions,
    register_lead_actions,
    register_settings_actions,
    register_sync_actions,
    register_vehicle_actions,
    register_withdrawal_actions,
):
    hooks.register("register_log_actions", register_actions)

# Addresses; those with an order are found before Wagtail's own, whose place they take
hooks.register("register_admin_urls", get_report_urls)
hooks.register("register_admin_urls", get_settings_urls, order=-1)
hooks.register("register_admin_urls", get_site_deletion_urls, order=-1)
hooks.register("register_admin_urls", get_snippet_index_urls, order=-1)


@hooks.register("register_admin_urls")
def register_panel_urls() -> list[URLPattern | URLResolver]:
    return [path("easycars/", include(panel_urls))]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "wagtail_easycars/icons/car.svg"]
