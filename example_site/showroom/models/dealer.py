from __future__ import annotations

from urllib.parse import urlencode

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable


class Brand(models.TextChoices):
    """Logo, colours and the picture on the home page: ``showroom/brands/`` has them by name."""

    HARBOUR = "harbour", _("Harbour: deep blue and red")
    OUTBACK = "outback", _("Outback: red earth and eucalyptus")


@register_setting(icon="home")
class DealerSettings(ClusterableModel, BaseSiteSetting):
    """Who the dealer is: what the header, the footer and the contact buttons show."""

    name = models.CharField(_("name"), max_length=100)
    brand = models.CharField(
        _("brand"), max_length=20, choices=Brand.choices, default=Brand.HARBOUR
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("email"), blank=True)
    street = models.CharField(_("street"), max_length=100, blank=True)
    suburb = models.CharField(_("suburb"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=3, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    licence = models.CharField(
        _("dealer licence"), max_length=50, blank=True, help_text=_("Such as MD 012345.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("brand"),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], heading=_("Contact")),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("suburb"), FieldPanel("state"), FieldPanel("postcode")]),
            ],
            heading=_("Address"),
        ),
        InlinePanel("opening_hours", heading=_("Opening hours")),
        FieldPanel("licence"),
    ]

    class Meta:
        verbose_name = _("dealer")

    def __str__(self) -> str:
        return self.name

    @property
    def stylesheet(self) -> str:
        return f"showroom/brands/{self.brand}.css"

    @property
    def icon(self) -> str:
        return f"showroom/brands/{self.brand}-icon.svg"

    @property
    def hero_picture(self) -> str:
        return f"showroom/brands/{self.brand}-hero.svg"

    @property
    def logo_template(self) -> str:
        return f"showroom/brands/{self.brand}_logo.html"

    @property
    def phone_link(self) -> str:
        return "tel:" + "".join(each for each in self.phone if each.isdigit() or each == "+")

    @property
    def address(self) -> str:
        town = " ".join(part for part in (self.suburb, self.state, self.postcode) if part)
        return ", ".join(part for part in (self.street, town) if part)

    @property
    def map_link(self) -> str:
        query = urlencode({"api": 1, "query": f"{self.name}, {self.address}"})
        return f"https://www.google.com/maps/search/?{query}"


class OpeningHours(Orderable):
    dealer = ParentalKey(DealerSettings, on_delete=models.CASCADE, related_name="opening_hours")
    days = models.CharField(_("days"), max_length=50, help_text=_("Such as Monday to Friday."))
    hours = models.CharField(_("hours"), max_length=50, help_text=_("Such as 8.30 am – 5.30 pm."))

    panels = [FieldRowPanel([FieldPanel("days"), FieldPanel("hours")])]

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def __str__(self) -> str:
        return f"{self.days}: {self.hours}"
