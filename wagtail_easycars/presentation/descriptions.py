"""What a dealer wrote about a vehicle, made harmless when it is shown."""

from __future__ import annotations

import html
import re

import nh3
from django.utils.html import linebreaks, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

TAGS = {"a", "b", "br", "div", "em", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "u", "ul"}
BLOCK = re.compile(r"<(p|br|div|ul|ol|h[1-6])\b", re.IGNORECASE)
TAG = re.compile(r"<(/?[a-z][a-z0-9]*\b[^<>]*>|!--)", re.IGNORECASE)
# No buyer reads more, and sanitising deeply nested markup takes time that grows with its square.
LONGEST = 20_000
# The page has the first two levels of headings for itself.
HIGH_HEADING = re.compile(r"<(/?)h[12]\b", re.IGNORECASE)
NEWLINE = re.compile(r"\r\n?|\n")


def render_description(text: str) -> SafeString:
    """Return ``text`` as HTML: markup within an allow-list, plain text with its line breaks."""
    text = text[:LONGEST]
    if not TAG.search(text):
        return mark_safe(linebreaks(html.unescape(text), autoescape=True))  # noqa: S308
    if not BLOCK.search(text):
        text = NEWLINE.sub("<br>", text)
    cleaned = nh3.clean(
        HIGH_HEADING.sub(r"<\1h3", text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener ugc",
    )
    return mark_safe(cleaned)  # noqa: S308  (just sanitised)


def summarise_description(text: str, length: int = 155) -> str:
    """Return the beginning of ``text`` as one line of plain text."""
    plain = nh3.clean(text[:LONGEST].replace("<", " <"), tags=set())
    plain = html.unescape(strip_tags(plain))
    return Truncator(" ".join(plain.split())).chars(length)
