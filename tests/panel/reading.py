"""What a page says, as a person reads it."""

from __future__ import annotations

from bs4 import BeautifulSoup


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def text_of(element):
    return " ".join(element.get_text(" ").split())


def rows_of(response):
    return [text_of(row) for row in soup_of(response).select("table.listing tbody tr")]


def messages_of(response):
    return [text_of(each) for each in soup_of(response).select(".messages li")]


def listed_in(response):
    """Return what the page that asks lists."""
    return [text_of(each) for each in soup_of(response).select("main .nice-padding > ul > li")]
