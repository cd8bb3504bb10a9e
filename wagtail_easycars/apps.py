from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.checks import check_settings
from wagtail_easycars.database_checks import check_sqlite
from wagtail_easycars.leads.enquiry.checks import check_enquiry_checks
from wagtail_easycars.schedule.queue_checks import check_queue
from wagtail_easycars.signals import sync_finished


class WagtailEasyCarsConfig(AppConfig):
    name = "wagtail_easycars"
    label = "wagtail_easycars"
    verbose_name = _("EasyCars")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # These need models, which are loaded by now.
        from wagtail_easycars.health.checks import (  # noqa: PLC0415
            check_addresses,
            check_last_tick,
        )
        from wagtail_easycars.images.storage.checks import check_image_storage  # noqa: PLC0415
        from wagtail_easycars.publishing.deleted_pages import watch_deleted_pages  # noqa: PLC0415
        from wagtail_easycars.schedule.outcomes import record_outcome  # noqa: PLC0415
        from wagtail_easycars.schedule.queue_row import schedule_after_migration  # noqa: PLC0415

        checks.register(check_settings)
        checks.register(check_image_storage)
        checks.register(check_enquiry_checks)
        checks.register(check_queue)
        checks.register(check_sqlite)
        checks.register(check_last_tick, checks.Tags.database)
        checks.register(check_addresses, checks.Tags.database)
        watch_deleted_pages()
        sync_finished.connect(record_outcome, dispatch_uid="wagtail_easycars.schedule")
        post_migrate.connect(
            schedule_after_migration, sender=self, dispatch_uid="wagtail_easycars.schedule"
        )
