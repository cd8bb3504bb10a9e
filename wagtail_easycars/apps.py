from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.checks import check_settings


class WagtailEasyCarsConfig(AppConfig):
    name = "wagtail_easycars"
    label = "wagtail_easycars"
    verbose_name = _("EasyCars")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        checks.register(check_settings)
