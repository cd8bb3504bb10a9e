"""For a site's StreamFields."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, TextBlock

from wagtail_easycars.models import Lead


class EnquiryBlock(StructBlock):
    """The enquiry form. Its page's template renders it with ``{% include_block %}``."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=100)
    introduction = TextBlock(label=_("Introduction"), required=False, rows=3)
    kind = ChoiceBlock(
        label=_("Chosen beforehand"),
        choices=Lead.Kind.choices,
        required=False,
        help_text=_("What most visitors of this page ask about."),
    )

    class Meta:
        icon = "mail"
        label = _("Enquiry form")
        template = "wagtail_easycars/enquiry/block.html"
