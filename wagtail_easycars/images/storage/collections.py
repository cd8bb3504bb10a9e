from __future__ import annotations

from wagtail.models import Collection

from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.runs.report import site_spec


def get_or_create_collection(settings: EasyCarsSettings) -> Collection:
    """Return the collection of a site's vehicle pictures, made where it is first asked for.

    It is found again however it is renamed or moved. Call it in a transaction: the settings are
    locked, so that two runs make one.
    """
    locked = EasyCarsSettings.objects.select_for_update().get(pk=settings.pk)
    if locked.image_collection is None:
        root = Collection.objects.select_for_update().get(depth=1)
        locked.image_collection = root.add_child(name=f"EasyCars {site_spec(settings.site)}")
        locked.save(update_fields=["image_collection"])
    return locked.image_collection
