from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_easycars.blocks import EnquiryBlock


class ContactPage(Page):
    """How to reach the dealer, with a form to write to us about anything."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField([("enquiry", EnquiryBlock())], verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    template = "showroom/contact_page.html"

    class Meta:
        verbose_name = _("contact page")
