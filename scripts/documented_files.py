"""Reads from the documentation what a site has to write into which file.

A code block belongs to a file where its first line is a comment with the file's path, such as
``# mysite/urls.py`` or ``{# mysite/templates/wagtail_easycars/base.html #}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_code_block = re.compile(r"^```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_path_comment = re.compile(r"(?:#|\{#) (?P<path>mysite/\S+)(?: #\})?\n")


@dataclass(frozen=True)
class Addition:
    """Text that the documentation adds to the file at ``path``, below the project's folder."""

    path: str
    text: str


def read_additions(document: Path) -> Iterator[Addition]:
    """Yield what ``document`` adds to files, in its order."""
    for block in _code_block.finditer(document.read_text(encoding="utf-8")):
        comment = _path_comment.match(block["text"])
        if comment:
            yield Addition(comment["path"], block["text"][comment.end() :])


def apply_addition(addition: Addition, project: Path) -> None:
    """Append ``addition`` to its file in ``project``; a file that does not exist is made."""
    path = project / addition.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{addition.text}")
