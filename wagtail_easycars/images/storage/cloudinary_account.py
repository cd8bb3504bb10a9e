"""Calls of Cloudinary through its own SDK, for one cloud each and with nothing process-wide.

The SDK's errors hold addresses and its frames the secret: none of them leaves this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from types import ModuleType
from typing import Any

import urllib3
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, SSLError

from wagtail_easycars.conf import app_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.images.errors import PictureNotStored, StorageUnusable
from wagtail_easycars.secret import Secret

NOT_CONNECTED = (ConnectTimeoutError, NewConnectionError, SSLError)
READ_TIMEOUT = 30
RATE_LIMITS = (420, 429)
CREDENTIALS_REFUSED = (401, 403)
TRY_AGAIN_AT = re.compile(r"Try again on (\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? UTC)")

Answer = dict[str, Any]


@dataclass(frozen=True)
class CloudinaryAccount:
    """The credentials of one cloud and what can be done with them."""

    cloud_name: str
    api_key: str
    api_secret: Secret = field(repr=False)

    def upload(self, content: bytes, public_id: str) -> Answer:
        """Keep ``content`` as ``public_id`` in place of what may be there, and return the answer.

        Raises ``PictureNotStored`` or ``StorageUnusable``.
        """
        # Bytes and nothing else: the SDK opens a text as a file of this machine or as an address.
        return self._call(
            load_sdk("uploader").upload,
            BytesIO(content),
            public_id=public_id,
            overwrite=True,
            unique_filename=False,
        )

    def destroy(self, public_id: str) -> None:
        """Delete ``public_id``; nothing where it is gone already.

        Raises ``PictureNotStored`` or ``StorageUnusable``.
        """
        self._call(load_sdk("uploader").destroy, public_id)

    def _call(self, function: Callable[..., Answer], *args: Any, **options: Any) -> Answer:
        answer = self._ask(function, *args, **options)
        if isinstance(answer, EasyCarsError):
            raise answer
        return answer

    @sensitive_variables()
    def _ask(
        self, function: Callable[..., Answer], *args: Any, **options: Any
    ) -> Answer | EasyCarsError:
        """Return the answer or, unraised, what went wrong: raised here it would hold the secret."""
        try:
            answer = function(
                *args,
                **options,
                cloud_name=self.cloud_name,
                api_key=self.api_key,
                api_secret=self.api_secret.reveal(),
                upload_prefix=app_settings.CLOUDINARY_API_URL.rstrip("/"),
                oauth_token=None,
                upload_preset=None,
                signature_algorithm="sha256",
                invalidate=True,
                timeout=urllib3.Timeout(connect=app_settings.CONNECT_TIMEOUT, read=READ_TIMEOUT),
                return_error=True,
            )
        except load_sdk("exceptions").Error as error:
            return _explain_silence(error.__context__)
        if "error" in answer:
            return self._explain_refusal(**answer["error"])
        return answer

    def _explain_refusal(self, *, message: str, http_code: int, **_more: Any) -> EasyCarsError:
        if http_code in CREDENTIALS_REFUSED:
            return StorageUnusable(
                _(
                    "Cloudinary refuses the credentials of the cloud “%(cloud)s”. Check its name, "
                    "the API key and the API secret in the EasyCars settings."
                )
                % {"cloud": self.cloud_name}
            )
        if http_code in RATE_LIMITS:
            return StorageUnusable(_explain_rate_limit(message))
        return PictureNotStored(
            _("Cloudinary did not take the picture (%(status)d): %(reason)s")
            % {"status": http_code, "reason": message[:200]}
        )


def load_sdk(module: str) -> ModuleType:
    """Return a module of Cloudinary's SDK, such as ``uploader``.

    Raises ``StorageUnusable`` where it is not installed, or the process's environment breaks it.
    """
    try:
        # What the SDK makes its pool of, when its uploader is first imported. It would keep one
        # connection, open one for each further thread's upload and log a warning of each.
        import_module("cloudinary").CERT_KWARGS.setdefault(
            "maxsize", app_settings.IMAGE_CONNECTIONS
        )
        return import_module(f"cloudinary.{module}")
    except ImportError as error:
        raise StorageUnusable(
            _("Cloudinary's package is missing. Run: pip install wagtail-easycars[cloudinary]")
        ) from error
    except ValueError:
        reason = _("The environment variable CLOUDINARY_URL is wrong. Correct or remove it.")
    raise StorageUnusable(reason)


def _explain_silence(cause: BaseException | None) -> EasyCarsError:
    reason = getattr(cause, "reason", None) or cause
    if isinstance(reason, NOT_CONNECTED):
        return StorageUnusable(
            _("Cloudinary cannot be reached (%(reason)s).") % {"reason": type(reason).__name__}
        )
    if isinstance(reason, json.JSONDecodeError):
        return PictureNotStored(_("Cloudinary's answer cannot be read."))
    return PictureNotStored(
        _("Cloudinary gave no answer (%(reason)s).") % {"reason": type(reason).__name__}
    )


def _explain_rate_limit(message: str) -> str:
    told = TRY_AGAIN_AT.search(message)
    if told is None:
        return _("Cloudinary takes no more pictures for now (its rate limit). Try again later.")
    return _(
        "Cloudinary takes no more pictures for now (its rate limit). Try again after %(time)s."
    ) % {"time": told[1]}
