from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.management.failures import describe_failure
from wagtail_easycars.management.sites import SiteNotFound


class UsageError(CommandError):
    """The command was used wrongly; it ends with exit status 2."""

    def __init__(self, *args: Any, returncode: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, returncode=returncode, **kwargs)


class EasyCarsCommand(BaseCommand):
    """Ends with a message in place of a traceback where what happened was foreseen.

    Exit status 2 for wrong use, a site that does not exist included, and 1 for any other
    ``EasyCarsError``, a doubtful setting, or a database that refuses, whose own words may hold a
    visitor's data.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except SiteNotFound as error:
            raise UsageError(str(error)) from error
        except (EasyCarsError, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            reason = describe_failure(error)
        # Outside of the block above, or the error would be the context of this one.
        raise CommandError(reason)
