"""What there is to know of a vehicle besides what has happened to it."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.models import Vehicle
from wagtail_easycars.presentation.changes import describe_name
from wagtail_easycars.site_names import get_site_name


def get_facts(vehicle: Vehicle) -> list[tuple[str, str]]:
    """Return names and values, of what is known."""
    kept = [describe_name(name) for name in vehicle.pinned_fields]
    facts = [
        (_("Site"), get_site_name(vehicle.site)),
        (_("Stock number"), vehicle.stock_number),
        (_("VIN"), vehicle.vin),
        (_("Source"), vehicle.get_source_display()),
        (_("First seen"), _format(vehicle.first_seen_at)),
        (_("Last in the feed"), _format(vehicle.last_seen_at)),
        (
            _("Kept from EasyCars"),
            get_text_list(kept, _("and")),
        ),
        (_("Pictures"), _describe_pictures(vehicle)),
    ]
    return [(name, value) for name, value in facts if value]


def _describe_pictures(vehicle: Vehicle) -> str:
    failed = Q(stored_image=None) & ~Q(source__last_error="") & Q(source__isnull=False)
    counts = vehicle.images.aggregate(
        all=Count("pk"), stored=Count("stored_image"), failed=Count("pk", filter=failed)
    )
    if not counts["all"]:
        return _("none in the feed") if vehicle.feed else _("none")
    parts = [
        ngettext("%(n)d stored", "%(n)d stored", counts["stored"]) % {"n": counts["stored"]},
        ngettext("%(n)d failed", "%(n)d failed", counts["failed"]) % {"n": counts["failed"]},
        _("%(n)d not tried yet") % {"n": counts["all"] - counts["stored"] - counts["failed"]},
    ]
    return ", ".join(part for part in parts if not part.startswith("0 "))


def _format(date: object) -> str:
    return date_format(localtime(date), "DATETIME_FORMAT") if date else ""  # type: ignore[arg-type]
