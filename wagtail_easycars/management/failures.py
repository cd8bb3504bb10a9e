"""What a command says of a site that it could not do its work for, to go on with the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.report import site_spec
from wagtail_easycars.unforeseen import log_unforeseen, name_error

Report = dict[str, Any]


def carry_out_for(
    about: Site, work: Callable[[], Report], command: BaseCommand, **facts: Any
) -> Report:
    """Return what ``work()``, which is for a site, reports.

    Whatever keeps it from that, a page type or a file storage of the site's own included, is told
    on the standard error of ``command`` and reported as failed, with ``facts`` besides. Not so the
    end of the process: SIGTERM or Ctrl-C.
    """
    try:
        return work()
    except Exception as error:  # noqa: BLE001  (one site shall not keep the others from their turn)
        reason = describe_failure(error)
    command.stderr.write(command.style.ERROR(f"{site_spec(about)}: {reason}"))
    failed = SyncRun.Status.FAILED.value
    return {**facts, "site": site_spec(about), "status": failed, "error": reason}


def describe_failure(error: Exception) -> str:
    """Return what to tell of ``error``; what was not foreseen is logged, and named by its class."""
    if isinstance(error, EasyCarsError | ImproperlyConfigured):
        return str(error)
    log_unforeseen(error, "A command met an error that nobody has foreseen")
    name = name_error(error)
    if isinstance(error, DatabaseError):
        return _("The database refused it (%(name)s). The log has the details.") % {"name": name}
    return _("An unforeseen error: %(kind)s. The log of the server has the details.") % {
        "kind": name
    }
