"""Names processes, so that others can tell which of them have died."""

from __future__ import annotations

import os
import socket
import uuid
from functools import cache
from pathlib import Path

# The kernel since it started, and the set of process numbers: two containers of one machine, or of
# one host name, may each have a process 1.
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
PID_NAMESPACE = Path("/proc/self/ns/pid")


def new_holder() -> str:
    """Return a name that no other holder has, and that says which process it is."""
    return f"{get_place()}/{os.getpid()}:{uuid.uuid4().hex[:16]}"


def is_dead(holder: str) -> bool:
    """Return whether ``holder`` was a process that this one could see, and is no more.

    One of another machine or container, or of a system that does not tell these apart, counts as
    alive: its lease has to run out.
    """
    place, _slash, rest = holder.rpartition("/")
    pid, _colon, _token = rest.partition(":")
    if not place or place != get_place() or "?" in place or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


@cache
def get_place() -> str:
    """Return host name, boot and set of process numbers, with '?' where the system names none."""
    try:
        boot, namespace = BOOT_ID.read_text().strip()[:8], PID_NAMESPACE.readlink().name
    except OSError:  # not Linux
        boot, namespace = "?", "?"
    return f"{socket.gethostname()[:60]}/{boot}/{namespace}"
