"""Searching everything an error and a log can show for secrets, however they are written."""

import io
import json
import logging
import traceback
from urllib.parse import quote, quote_plus

from wagtail_easycars.secret import Secret


def written_forms(secret):
    return {
        secret,
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        repr(secret)[1:-1],
    }


def found_in(text, secrets):
    lowered = text.lower()
    return {form for secret in secrets for form in written_forms(secret) if form.lower() in lowered}


def everything_about(error):
    """Yield all that an error page, a log or a debugger could print of ``error``."""
    seen = set()
    pending = [error]
    while pending:
        error = pending.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        pending += [error.__cause__, error.__context__]
        yield from (str(error), repr(error), repr(error.args), *values_of(vars(error)))
        yield "".join(traceback.format_exception(error))
        yield from frame_locals(error.__traceback__)


def frame_locals(tb):
    while tb is not None:
        # The test's own frames know the secrets as plain text: they wrote them.
        if "/tests/" not in tb.tb_frame.f_code.co_filename:
            yield from values_of(tb.tb_frame.f_locals)
        tb = tb.tb_next


def values_of(value, depth=0, seen=None):
    """Yield the text of ``value`` and of all that can be reached from it by attribute and item."""
    seen = set() if seen is None else seen
    if depth > 8 or id(value) in seen or isinstance(value, Secret | type):
        return
    seen.add(id(value))
    yield value.decode("latin-1") if isinstance(value, bytes | bytearray) else repr(value)
    if isinstance(value, dict):
        children = [*value, *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        children = list(value)
    else:
        children = list(getattr(value, "__dict__", {}).values())
    for child in children:
        yield from values_of(child, depth + 1, seen)


class RecordingHandler(logging.Handler):
    """Keeps the formatted line and the raw parts of every record, as a collector would."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = io.StringIO()

    def emit(self, record):
        self.lines.write(f"{self.format(record)} {record.msg!r} {record.args!r}\n")
