"""Views of leads whose errors say nothing of the persons."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from wagtail_easycars.unforeseen import DatabaseRefused, log_unforeseen, name_error


class NamelessErrorsMixin:
    """For a view, before all others: an error of the database ends it without the database's words.

    Django logs them, and mails them to ADMINS with what was typed.
    """

    @method_decorator(sensitive_post_parameters())
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except DatabaseError as error:
            log_unforeseen(error, "%s met an error of the database", type(self).__name__)
            name = name_error(error)
        else:
            return response
        # Outside of the block above, or the error would be the context of this one.
        raise DatabaseRefused(name)
