from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagtailEasyCarsPagesConfig(AppConfig):
    name = "wagtail_easycars.pages"
    label = "wagtail_easycars_pages"
    verbose_name = _("EasyCars pages")
    default_auto_field = "django.db.models.BigAutoField"
