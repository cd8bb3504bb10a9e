"""Tags and filters for the public pages."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from wagtail_easycars.leads.enquiry.shown import get_section_context
from wagtail_easycars.models import Vehicle
from wagtail_easycars.presentation.descriptions import render_description
from wagtail_easycars.presentation.formats import format_number
from wagtail_easycars.presentation.pictures import WIDTHS, Picture

register = template.Library()

# Within a script element only these can end it or open a comment.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.inclusion_tag("wagtail_easycars/includes/picture.html")
def vehicle_picture(
    picture: Picture,
    *,
    alt: str = "",
    sizes: str = "100vw",
    max_width: int = WIDTHS[-1],
    priority: bool = False,
) -> dict[str, Any]:
    """Print a picture in a frame of 4:3 over the drawing that stands for it until it is there.

    ``alt`` is '' where the text beside it says the same; ``sizes`` is how wide it is shown, as in
    HTML; ``max_width``, in pixels, is for small ones; ``priority`` is for the first one on the
    screen, others load when they are scrolled to.
    """
    return {
        "picture": picture,
        "src": picture.get_url(max_width),
        "srcset": picture.get_srcset(max_width),
        "alt": alt,
        "sizes": sizes,
        "priority": priority,
    }


@register.inclusion_tag("wagtail_easycars/enquiry/section.html", takes_context=True)
def enquiry_form(
    context: dict[str, Any],
    *,
    vehicle: Vehicle | None = None,
    kind: str = "",
    heading: str = "",
    introduction: str = "",
) -> dict[str, Any]:
    """Print a form for enquiries: about ``vehicle`` where there is one, else about anything.

    ``kind`` is chosen beforehand, one of ``Lead.Kind``.
    """
    section = get_section_context(context, vehicle=vehicle, kind=kind)
    return {**section, "heading": heading, "introduction": introduction}


@register.filter
def vehicle_description(text: str) -> SafeString:
    """Print a dealer's text: safe markup kept, plain text with its line breaks."""
    return render_description(text)


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """Print ``data`` inside a script element; nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES)
    return mark_safe(text)  # noqa: S308  (just escaped)


@register.filter
def thousands(number: int) -> str:
    """Print a number such as 1,204."""
    return format_number(number)
