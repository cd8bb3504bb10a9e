"""Keeps secrets out of what others write: urllib3's log lines and EasyCars' own messages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from wagtail_easycars.secret import MASK, Secret

URL_LOGGERS = ("urllib3.connectionpool", "urllib3.util.retry")
MAX_MESSAGE_LENGTH = 500

_token_query = re.compile(r"(/RequestToken)\?[^\s\"'<>]*", re.IGNORECASE)
_control_characters = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class TokenRequestFilter(logging.Filter):
    """Removes the query of a token request, which holds the client secret, from a log record.

    It changes the record itself, so that every handler, of whoever, sees the redacted line.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        redacted = _token_query.sub(rf"\1?{MASK}", message)
        if redacted != message:
            record.msg, record.args = redacted, None
        return True


def install_log_filter() -> None:
    for name in URL_LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, TokenRequestFilter) for known in logger.filters):
            logger.addFilter(TokenRequestFilter())


def clean_message(text: object, secrets: Iterable[Secret]) -> str:
    """Return a message of EasyCars on one line, without our secrets, in at most 500 characters."""
    if not isinstance(text, str):
        return ""
    known = [secret for secret in secrets if secret]
    # Twice: a secret may hold blanks, and one may be broken up by control characters.
    message = _control_characters.sub(" ", mask_secrets(text, known)).strip()
    message = mask_secrets(message, known)
    if len(message) > MAX_MESSAGE_LENGTH:
        message = message[: MAX_MESSAGE_LENGTH - 1] + "…"
    return message


def mask_secrets(text: str, secrets: Iterable[Secret]) -> str:
    """Mask each secret in ``text``, as it is or percent-encoded, in any case."""
    forms = {form for secret in secrets for form in _written_forms(secret.reveal())}
    for form in sorted(forms, key=len, reverse=True):
        text = re.sub(re.escape(form), MASK, text, flags=re.IGNORECASE)
    return text


def _written_forms(plain: str) -> set[str]:
    return {
        plain,
        quote(plain, safe="", errors="replace"),
        quote(plain, errors="replace"),
        quote_plus(plain, errors="replace"),
    }
