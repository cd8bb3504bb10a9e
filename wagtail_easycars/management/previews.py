"""What a run would do, by its kind, for commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Site

from wagtail_easycars.images import report as images
from wagtail_easycars.images.preview import preview_images
from wagtail_easycars.leads import preview as leads
from wagtail_easycars.models import SyncRun
from wagtail_easycars.stock import preview as stock
from wagtail_easycars.stock.sync import preview_stock


@dataclass(frozen=True)
class Preview:
    """``report`` is what ``--json`` prints; ``lines`` are for people."""

    report: dict[str, Any]
    lines: Iterable[str]


def preview_stock_run(site: Site) -> Preview:
    prepared = preview_stock(site)
    return Preview(stock.preview_as_dict(prepared), stock.describe_preview(prepared))


def preview_images_run(site: Site, *, recheck: bool = False) -> Preview:
    preview = preview_images(site, recheck=recheck)
    return Preview(images.preview_as_dict(preview), images.describe_preview(preview))


def preview_leads_run(site: Site) -> Preview:
    preview = leads.preview_leads(site)
    return Preview(leads.preview_as_dict(preview), leads.describe_preview(preview))


PREVIEWS: dict[str, Callable[[Site], Preview]] = {
    SyncRun.Kind.STOCK.value: preview_stock_run,
    SyncRun.Kind.IMAGES.value: preview_images_run,
    SyncRun.Kind.LEADS.value: preview_leads_run,
}
