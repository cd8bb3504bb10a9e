"""Which right each address of ours in the admin needs, and what is sent to it."""

from __future__ import annotations

from tests.panel.access.urls import ALL_RIGHTS, OF_LEADS, OF_VEHICLES, Address

VEHICLE = "wagtailsnippets_wagtail_easycars_vehicle"
VEHICLES = "wagtailsnippetchoosers_wagtail_easycars_vehicle"
LEAD = "wagtailsnippets_wagtail_easycars_lead"
LEADS = "wagtailsnippetchoosers_wagtail_easycars_lead"

SEE_VEHICLES = {"opens": ("view_vehicle",), "closed_without": OF_VEHICLES}
SEE_LEADS = {"opens": ("view_lead",), "closed_without": OF_LEADS}
CHANGE_LEAD = {"opens": ("change_lead",), "of": "lead"}
SITE = {"query": {"site": "{site}"}}
POST_SITE = {"method": "post", "data": {"site": "{site}"}}
DIALOG = {"headers": {"x-requested-with": "XMLHttpRequest"}, "is_open_but_empty": True}
# Whatever shows a section opens the dashboard, whose other sections are left out.
OF_DASHBOARD = tuple(right for right in ALL_RIGHTS if right != "change_easycarssettings")

TABLE = {
    # The dashboard, and what it starts
    "easycars:dashboard": Address(opens=("view_syncrun",), closed_without=OF_DASHBOARD, **SITE),
    "easycars:dashboard_sections": Address(
        opens=("view_syncrun",), closed_without=OF_DASHBOARD, **SITE
    ),
    "easycars:sync": Address(opens=("start_syncrun",), kwargs={"kind": "stock"}, **POST_SITE),
    "easycars:sync_status": Address(
        opens=("view_syncrun",), closed_without=("view_syncrun", "start_syncrun"), **SITE
    ),
    "easycars:preview": Address(opens=("start_syncrun",), **SITE),
    "easycars:held": Address(opens=("withdraw_vehicle",), **SITE),
    "easycars:approve_held": Address(
        opens=("withdraw_vehicle",), query={"site": "{site}", "vehicle": "{held}"}
    ),
    "easycars:dismiss_held": Address(
        opens=("withdraw_vehicle",), query={"site": "{site}", "vehicle": "{held}"}
    ),
    # The history
    "easycars_history_modeladmin_index": Address(opens=("view_syncrun",)),
    "easycars_history_modeladmin_index_results": Address(opens=("view_syncrun",)),
    "easycars_history_modeladmin_inspect": Address(
        opens=("view_syncrun",), of="run", argument="instance_pk"
    ),
    "easycars_history_modeladmin_inspect_results": Address(
        opens=("view_syncrun",), of="run", argument="instance_pk"
    ),
    # Differences
    "easycars:differences": Address(opens=("view_syncrun",)),
    "easycars:differences_results": Address(opens=("view_syncrun",)),
    "easycars:compare": Address(
        opens=("start_syncrun", "view_syncrun"), closed_without=("start_syncrun",), **POST_SITE
    ),
    "easycars:comparison_status": Address(opens=("view_syncrun",)),
    # Vehicles
    f"{VEHICLE}:list": Address(**SEE_VEHICLES),
    f"{VEHICLE}:list_results": Address(**SEE_VEHICLES),
    f"{VEHICLE}:add": Address(opens=("add_vehicle",)),
    f"{VEHICLE}:edit": Address(opens=("change_vehicle",), of="vehicle"),
    f"{VEHICLE}:delete": Address(opens=("delete_vehicle",), of="vehicle"),
    f"{VEHICLE}:usage": Address(**SEE_VEHICLES, of="vehicle"),
    f"{VEHICLE}:history": Address(**SEE_VEHICLES, of="vehicle"),
    f"{VEHICLE}:history_results": Address(**SEE_VEHICLES, of="vehicle"),
    f"{VEHICLES}:choose": Address(**SEE_VEHICLES, **DIALOG),
    f"{VEHICLES}:choose_results": Address(**SEE_VEHICLES, **DIALOG),
    f"{VEHICLES}:chosen": Address(**SEE_VEHICLES, of="vehicle", **DIALOG),
    f"{VEHICLES}:chosen_multiple": Address(**SEE_VEHICLES, query={"id": "{vehicle}"}, **DIALOG),
    "easycars:timeline": Address(**SEE_VEHICLES),
    "easycars:vehicle_timeline": Address(**SEE_VEHICLES, of="vehicle"),
    "easycars:release_fields": Address(
        opens=("change_vehicle",), of="pinned", method="post", data={"field": "price"}
    ),
    "easycars:merge_vehicles": Address(
        opens=("change_vehicle", "delete_vehicle"),
        objects={"by_hand": "vehicle", "synced": "twin"},
    ),
    "easycars:tell_apart": Address(
        opens=("change_vehicle", "delete_vehicle"),
        method="post",
        objects={"by_hand": "vehicle", "synced": "twin"},
    ),
    "easycars_pictures_report": Address(**SEE_VEHICLES),
    "easycars_pictures_report_results": Address(**SEE_VEHICLES),
    # Leads
    f"{LEAD}:list": Address(**SEE_LEADS),
    f"{LEAD}:list_results": Address(**SEE_LEADS),
    f"{LEAD}:edit": Address(**CHANGE_LEAD),
    f"{LEAD}:inspect": Address(**SEE_LEADS, of="lead"),
    f"{LEAD}:delete": Address(opens=("delete_lead",), of="lead"),
    f"{LEAD}:usage": Address(**SEE_LEADS, of="lead"),
    f"{LEAD}:history": Address(**SEE_LEADS, of="lead"),
    f"{LEAD}:history_results": Address(**SEE_LEADS, of="lead"),
    f"{LEADS}:choose": Address(**SEE_LEADS, **DIALOG),
    f"{LEADS}:choose_results": Address(**SEE_LEADS, **DIALOG),
    f"{LEADS}:chosen": Address(**SEE_LEADS, of="lead", **DIALOG),
    f"{LEADS}:chosen_multiple": Address(**SEE_LEADS, query={"id": "{lead}"}, **DIALOG),
    "easycars:lead_send_again": Address(**CHANGE_LEAD),
    "easycars:lead_send_now": Address(**{**CHANGE_LEAD, "of": "waiting_lead"}),
    "easycars:lead_arrived": Address(**{**CHANGE_LEAD, "of": "uncertain_lead"}),
    "easycars:lead_take_theirs": Address(**{**CHANGE_LEAD, "of": "differing_lead"}),
    "easycars:lead_keep_ours": Address(**{**CHANGE_LEAD, "of": "differing_lead"}),
    "easycars:lead_mark_deleted": Address(**{**CHANGE_LEAD, "of": "differing_lead"}),
    "easycars:lead_quotation": Address(**{**CHANGE_LEAD, "of": "differing_lead"}),
    # Settings
    "easycars:test_connection": Address(
        opens=("change_easycarssettings",),
        of="site",
        argument="site_id",
        method="post",
        data={"environment": "test", "removal_limit_percent": "20", "time_zone": "UTC"},
    ),
}
TABLE |= {
    f"{what}, exported": Address(view=view, query={"export": "csv"}, **rights)
    for what, view, rights in (
        ("runs", "easycars_history_modeladmin_index", {"opens": ("view_syncrun",)}),
        ("differences", "easycars:differences", {"opens": ("view_syncrun",)}),
        ("pictures", "easycars_pictures_report", SEE_VEHICLES),
        (
            "leads",
            f"{LEAD}:list",
            {"opens": ("view_lead", "export_lead"), "closed_without": ("export_lead",)},
        ),
    )
}
TABLE["settings"] = Address(
    opens=("change_easycarssettings",),
    view="wagtailsettings:edit",
    kwargs={"app_name": "wagtail_easycars", "model_name": "easycarssettings"},
    of="site",
)
# Nobody may enter a lead by hand, nor a vehicle where it could not be asked for which site.
CLOSED = {f"{LEAD}:add", f"{LEADS}:create", f"{VEHICLES}:create"}
