from django.apps import AppConfig


class PageBaseConfig(AppConfig):
    name = "tests.swapped.pagebase"
    label = "pagebase"
    default_auto_field = "django.db.models.BigAutoField"
