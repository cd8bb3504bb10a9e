from django.apps import AppConfig


class YardConfig(AppConfig):
    name = "tests.swapped.yard"
    label = "yard"
    default_auto_field = "django.db.models.BigAutoField"
