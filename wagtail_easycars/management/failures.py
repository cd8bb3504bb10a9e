"""What a command says of a site that it could not do its work for."""

from __future__ import annotations

from django.db import DatabaseError
from django.utils.translation import gettext as _

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.unforeseen import log_unforeseen, name_error


def describe_failure(error: EasyCarsError | DatabaseError) -> str:
    """Return what to tell of ``error``; that of a database is logged, and named by its class."""
    if isinstance(error, EasyCarsError):
        return str(error)
    log_unforeseen(error, "A command met an error of the database")
    return _("The database refused it (%(name)s). The log has the details.") % {
        "name": name_error(error)
    }
