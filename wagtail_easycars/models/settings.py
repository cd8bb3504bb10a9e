from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Collection

from wagtail_easycars.compat import get_page_model_name
from wagtail_easycars.fields import EncryptedField
from wagtail_easycars.forms import EasyCarsSettingsForm
from wagtail_easycars.forms.schedules import ScheduleInput
from wagtail_easycars.forms.texts import split_list
from wagtail_easycars.forms.time_zones import TimeZoneSelect
from wagtail_easycars.forms.yards import YardsInput


def default_time_zone() -> str:
    return settings.TIME_ZONE


@register_setting(icon="key")
class EasyCarsSettings(BaseSiteSetting):
    """How one site is connected to its dealer's EasyCars account."""

    class Environment(models.TextChoices):
        TEST = "test", _("Test")
        PRODUCTION = "production", _("Production")

    class ImageStorage(models.TextChoices):
        DEFAULT = "", _("As the installation is set up")
        WAGTAIL = "wagtail", _("Wagtail")
        CLOUDINARY = "cloudinary", _("Cloudinary")

    class UncertainLeads(models.TextChoices):
        RESEND = "resend", _("Send again and mark as possibly double")
        HOLD = "hold", _("Hold for a person")

    class LeadStatusPolicy(models.TextChoices):
        OURS = "ours", _("Ours is right: send it to EasyCars")
        THEIRS = "theirs", _("Theirs is right: take it over")
        ASK = "ask", _("Ask a person")

    # What the secrets are bound to, so that a ciphertext copied to another row does not open.
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secrets_set_at = models.JSONField(default=dict, blank=True, editable=False)
    # When a tick last took the site's turn to give up what it has kept for long enough.
    tidied_at = models.DateTimeField(null=True, blank=True, editable=False)

    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("While this is off, nothing is exchanged with EasyCars for this site."),
    )
    environment = models.CharField(
        _("environment"),
        max_length=20,
        choices=Environment.choices,
        default=Environment.PRODUCTION,
        help_text=_("Each environment has credentials of its own."),
    )
    account_number = models.CharField(
        _("account number"), max_length=20, blank=True, help_text=_("Such as EC103815.")
    )
    account_secret = EncryptedField(_("account secret"), blank=True)
    stock_client_id = models.CharField(_("client ID"), max_length=255, blank=True)
    stock_client_secret = EncryptedField(_("client secret"), blank=True)
    lead_client_id = models.CharField(
        _("client ID for leads"),
        max_length=255,
        blank=True,
        help_text=_("Leave both empty where the pair above serves for leads too."),
    )
    lead_client_secret = EncryptedField(_("client secret for leads"), blank=True)
    yard_codes = models.CharField(
        _("yards"),
        max_length=500,
        blank=True,
        help_text=_("Yard codes, separated by commas. Leave empty for the whole stock."),
    )

    inventory_page = models.ForeignKey(
        get_page_model_name(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inventory page"),
        help_text=_("Vehicles are published below this page."),
    )
    removal_limit_percent = models.PositiveSmallIntegerField(
        _("removal limit"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "In per cent. Where more of the vehicles on the site, or of those that the last "
            "complete sync found, are missing from the feed (and more than five, or all), they "
            "stay on the site until a person has agreed."
        ),
    )
    notification_emails = models.CharField(
        _("notification addresses"),
        max_length=1000,
        blank=True,
        help_text=_("Who is told when something needs a person. Separate addresses by commas."),
    )

    stock_schedule = models.CharField(_("stock schedule"), max_length=255, blank=True)
    lead_schedule = models.CharField(_("lead schedule"), max_length=255, blank=True)
    comparison_schedule = models.CharField(_("comparison schedule"), max_length=255, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default=default_time_zone)

    image_storage = models.CharField(
        _("picture storage"), max_length=20, choices=ImageStorage.choices, blank=True
    )
    image_collection = models.ForeignKey(
        Collection,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("collection for pictures"),
        help_text=_("Where Wagtail keeps the pictures. Leave it empty to have one made."),
    )
    cloudinary_cloud_name = models.CharField(_("cloud name"), max_length=255, blank=True)
    cloudinary_api_key = models.CharField(_("API key"), max_length=255, blank=True)
    cloudinary_api_secret = EncryptedField(_("API secret"), blank=True)

    uncertain_leads = models.CharField(
        _("leads whose arrival is uncertain"),
        max_length=10,
        choices=UncertainLeads.choices,
        default=UncertainLeads.RESEND,
    )

    lead_status_policy = models.CharField(
        _("where the status of a lead differs"),
        max_length=10,
        choices=LeadStatusPolicy.choices,
        default=LeadStatusPolicy.ASK,
        help_text=_(
            "EasyCars reports no status today; should it begin to, this decides whose counts."
        ),
    )
    confirm_enquiries = models.BooleanField(
        _("confirm enquiries"),
        default=False,
        help_text=_("Visitors get a mail that says that their enquiry has arrived."),
    )
    consent_text = models.TextField(
        _("consent"),
        blank=True,
        help_text=_("What visitors agree to with an enquiry. Leave it empty to ask for nothing."),
    )
    consent_version = models.CharField(
        _("version of the consent"),
        max_length=50,
        blank=True,
        help_text=_("Kept with each enquiry, such as 2027-03."),
    )
    lead_retention_months = models.PositiveSmallIntegerField(
        _("keep leads for"),
        null=True,
        blank=True,
        # A hundred years at most: the calendar of dates ends somewhere.
        validators=[MinValueValidator(1), MaxValueValidator(1200)],
        help_text=_("In months; then they are made anonymous. Leave it empty to keep them."),
    )

    base_form_class = EasyCarsSettingsForm

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("is_active"),
                FieldPanel("environment"),
                FieldPanel("account_number"),
                FieldPanel("account_secret"),
            ],
            heading=_("Account"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(content=_("EasyCars issues these for its stock service.")),
                FieldPanel("stock_client_id"),
                FieldPanel("stock_client_secret"),
            ],
            heading=_("Stock service"),
        ),
        MultiFieldPanel(
            [FieldPanel("lead_client_id"), FieldPanel("lead_client_secret")],
            heading=_("Lead service"),
        ),
        HelpPanel(
            heading=_("Connection test"),
            template="wagtail_easycars/panel/connection/panel.html",
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("inventory_page"),
                FieldPanel(
                    "yard_codes",
                    widget=YardsInput,
                    help_text=_(
                        "Only vehicles of these yards are shown. Choose none for the whole stock. "
                        "“Test connection” finds the yards of the account."
                    ),
                ),
                FieldPanel("removal_limit_percent"),
                FieldPanel("notification_emails"),
            ],
            heading=_("Vehicles on this site"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "How often this site looks what changed in EasyCars. You can start a sync "
                        "yourself at any time."
                    )
                ),
                FieldPanel("stock_schedule", widget=ScheduleInput),
                FieldPanel(
                    "lead_schedule",
                    widget=ScheduleInput,
                    help_text=_(
                        "How often changes of leads are exchanged. Enquiries are sent at once."
                    ),
                ),
                FieldPanel(
                    "comparison_schedule",
                    widget=ScheduleInput,
                    help_text=_("How often it is noted what differs between site and EasyCars."),
                ),
                FieldPanel(
                    "time_zone",
                    widget=TimeZoneSelect,
                    help_text=_("Which the times above are in."),
                ),
            ],
            heading=_("Schedule"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Each enquiry is mailed to the notification addresses.")),
                FieldPanel("confirm_enquiries"),
                FieldPanel("consent_text"),
                FieldPanel("consent_version"),
                FieldPanel(
                    "uncertain_leads",
                    help_text=_("Where EasyCars gave no answer and the lead is not found there."),
                ),
                FieldPanel("lead_status_policy"),
                FieldPanel("lead_retention_months"),
            ],
            heading=_("Enquiries"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Where the pictures of the vehicles are kept. Cloudinary shows its cloud "
                        "name, API key and API secret under Settings → API Keys. The command "
                        "easycars_move_images takes along what is kept already."
                    )
                ),
                FieldPanel("image_storage"),
                FieldPanel("image_collection"),
                FieldPanel("cloudinary_cloud_name"),
                FieldPanel("cloudinary_api_key"),
                FieldPanel("cloudinary_api_secret"),
            ],
            heading=_("Pictures"),
        ),
    ]

    class Meta:
        verbose_name = _("EasyCars")

    def __str__(self) -> str:
        return f"EasyCars: {self.site}"

    @property
    def yard_code_list(self) -> list[str]:
        return split_list(self.yard_codes)

    @property
    def notification_email_list(self) -> list[str]:
        return split_list(self.notification_emails)
