from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page


class HomePage(Page):
    """A dealer's front door: what is on offer, how to find it, and why to buy here."""

    headline = models.CharField(_("headline"), max_length=80)
    subline = models.CharField(_("line below it"), max_length=160, blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("headline"), FieldPanel("subline")], heading=_("Welcome")),
        InlinePanel("reasons", heading=_("Reasons to buy here"), max_num=3),
    ]
    template = "showroom/home_page.html"

    class Meta:
        verbose_name = _("home page")


class Reason(Orderable):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="reasons")
    title = models.CharField(_("title"), max_length=60)
    text = models.CharField(_("text"), max_length=200)
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page to read more"),
    )

    panels = [FieldPanel("title"), FieldPanel("text"), PageChooserPanel("link_page")]

    class Meta(Orderable.Meta):
        verbose_name = _("reason")

    def __str__(self) -> str:
        return self.title
