"""Wagtail's first migrations need the table of pages, and make locales and revisions after it."""

from django.db import migrations
from wagtail.models import (
    BootstrapLocaleField,
    BootstrapTranslatableModel,
    BootstrapTranslationKeyField,
)


class Migration(migrations.Migration):
    dependencies = [
        ("pagebase", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        BootstrapLocaleField("pagebase.BasePage"),
        BootstrapTranslationKeyField("pagebase.BasePage"),
        BootstrapTranslatableModel("pagebase.BasePage"),
    ]
