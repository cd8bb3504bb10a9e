"""What the tests look for in a page."""

from __future__ import annotations

from html.parser import HTMLParser

EXECUTABLE = ("", "text/javascript", "module")


class Markup(HTMLParser):
    """``links`` are the addresses that a page leads to or loads; ``inline`` what a strict content
    security policy refuses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.links += [attributes[name] for name in ("href", "src", "action") if name in attributes]
        self.inline += [name for name in attributes if name == "style" or name.startswith("on")]
        is_script = tag == "script" and attributes.get("type", "") in EXECUTABLE
        if tag == "style" or (is_script and "src" not in attributes):
            self.inline.append(tag)
