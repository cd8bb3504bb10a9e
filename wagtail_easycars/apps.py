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
        # These need models, which are loaded by now.
        from wagtail_easycars.images.storage.checks import check_image_storage  # noqa: PLC0415

        checks.register(check_settings)
        checks.register(check_image_storage)
