"""Keeps secrets out of what others write: urllib3's log lines and EasyCars' own messages."""

from __future__ import annotations

import html
import json
import logging
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from wagtail_easycars.secret import MASK, Secret

URL_LOGGERS = ("urllib3.connectionpool", "urllib3.util.retry")
MAX_MESSAGE_LENGTH = 500

# Unicode's categories of what shows nothing: control, format (zero-width) and surrogate
# characters, separators of lines and of paragraphs.
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}

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
    message = _control_characters.sub(" ", _mask_broken_up(mask_secrets(text, known), known))
    message = message.strip()
    message = mask_secrets(message, known)
    if len(message) > MAX_MESSAGE_LENGTH:
        message = message[: MAX_MESSAGE_LENGTH - 1] + "…"
    return message


def _mask_broken_up(text: str, secrets: Iterable[Secret]) -> str:
    """Mask the secrets that show once ``text`` is rid of what is invisible; else leave it so."""
    visible = "".join(each for each in text if unicodedata.category(each) not in _INVISIBLE)
    masked = mask_secrets(visible, secrets)
    return text if masked == visible else masked


def mask_secrets(text: str, secrets: Iterable[Secret]) -> str:
    """Mask each secret in ``text``, as it is or encoded for a URL, HTML or JSON, in any case."""
    forms = {form for secret in secrets for form in _written_forms(secret.reveal())}
    for form in sorted(forms, key=len, reverse=True):
        text = re.sub(re.escape(form), MASK, text, flags=re.IGNORECASE)
    return text


def _written_forms(plain: str) -> set[str]:
    in_json = json.dumps(plain)[1:-1]
    in_html = html.escape(plain)
    return {
        plain,
        in_json,
        in_json.replace("/", r"\/"),
        in_html,
        in_html.replace("&#x27;", "&#39;"),
        quote(plain, safe="", errors="replace"),
        quote(plain, errors="replace"),
        quote_plus(plain, errors="replace"),
    }
