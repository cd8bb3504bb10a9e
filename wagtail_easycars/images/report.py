"""Pictures as commands report them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.images.preview import ImagesPreview
from wagtail_easycars.images.prune import Leftovers
from wagtail_easycars.images.statistics import PictureStatistics
from wagtail_easycars.models import SyncRun


def describe_statistics(statistics: PictureStatistics) -> str:
    """Return one line, such as '120 stored (14.2 MB), 3 not tried yet, 2 failing'."""
    return _("%(stored)d stored (%(size)s), %(missing)d not tried yet, %(failing)d failing") % {
        "stored": statistics.stored,
        "size": filesizeformat(statistics.stored_bytes),
        "missing": statistics.missing,
        "failing": statistics.failing,
    }


def preview_as_dict(preview: ImagesPreview) -> dict[str, Any]:
    """Return the preview by the names of ``SyncRun``."""
    return {
        "id": None,
        "dry_run": True,
        "kind": SyncRun.Kind.IMAGES.value,
        "status": SyncRun.Status.SUCCESS.value,
        "total": preview.unchanged + preview.to_download,
        "to_download": preview.to_download,
        "unchanged": preview.unchanged,
        "error": "",
    }


def describe_preview(preview: ImagesPreview) -> Iterator[str]:
    """Yield the preview as lines."""
    yield ngettext(
        "%(n)d picture would be asked for.",
        "%(n)d pictures would be asked for.",
        preview.to_download,
    ) % {"n": preview.to_download}


def describe_leftovers(leftovers: Leftovers) -> str:
    """Return one line, such as '2 addresses, 1 picture, 0 files'."""
    parts = [
        ngettext("%(n)d address", "%(n)d addresses", leftovers.addresses)
        % {"n": leftovers.addresses},
        ngettext("%(n)d picture", "%(n)d pictures", leftovers.pictures) % {"n": leftovers.pictures},
    ]
    if leftovers.files is not None:
        parts.append(
            ngettext("%(n)d file", "%(n)d files", leftovers.files) % {"n": leftovers.files}
        )
    return ", ".join(parts)
