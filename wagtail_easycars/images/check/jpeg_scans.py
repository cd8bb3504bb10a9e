from __future__ import annotations

import re

# Neither a stuffed byte (00) nor a restart (D0 to D7), which both lie within a scan.
_marker = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")

_START_OF_SCAN = b"\xda"
_END_OF_IMAGE = b"\xd9"
_WITHOUT_LENGTH = (b"\x01", b"\xd8")


def count_scans(content: bytes) -> int:
    """Return how many scans the first image of a JPEG file has, without decoding any."""
    scans = position = 0
    while (found := _marker.search(content, position)) and found[1] != _END_OF_IMAGE:
        position = found.end()
        if found[1] not in _WITHOUT_LENGTH:
            position += int.from_bytes(content[position : position + 2], "big")
        scans += found[1] == _START_OF_SCAN
    return scans
