"""Which storage keeps a site's pictures, and which one has kept a picture."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from wagtail_easycars.conf import SETTING_NAME, app_settings
from wagtail_easycars.images.errors import StorageUnusable
from wagtail_easycars.images.storage.base import ImageStorage
from wagtail_easycars.images.storage.cloudinary import CloudinaryImageStorage
from wagtail_easycars.images.storage.wagtail import WagtailImageStorage
from wagtail_easycars.models import EasyCarsSettings

BUILT_IN: dict[str, type[ImageStorage]] = {
    storage.name: storage for storage in (WagtailImageStorage, CloudinaryImageStorage)
}


def get_storage(settings: EasyCarsSettings) -> ImageStorage:
    """Return the storage that ``settings`` choose, ready to keep pictures.

    Raises ``StorageUnusable`` where there is none of that name, or it could not take a picture.
    """
    name = settings.image_storage
    storage = get_storage_class(name) if name else get_default_class()
    return storage.for_site(settings)


def get_storage_at(location: str) -> ImageStorage:
    """Return the storage of the pictures at ``location``, to show, read and delete them.

    Raises ``StorageUnusable`` where the installation knows none for it (any more).
    """
    return get_storage_class(location.partition(":")[0])(location)


def get_storage_class(name: str) -> type[ImageStorage]:
    """Return the storage called ``name``; that of ``IMAGE_STORAGE`` goes before the package's own.

    Raises ``StorageUnusable`` where there is none.
    """
    default = get_default_class()
    storage = default if name == default.name else BUILT_IN.get(name)
    if storage is None:
        raise StorageUnusable(
            _("There is no picture storage “%(name)s”. The storages are: %(known)s.")
            % {"name": name, "known": ", ".join(dict.fromkeys([*BUILT_IN, default.name]))}
        )
    return storage


def find_storage_problem(name: str = "") -> str:
    """Return what keeps this installation from using the storage ``name``, '' if nothing does.

    Without ``name`` it is about the storage of sites that choose none.
    """
    try:
        storage = get_storage_class(name) if name else get_default_class()
    except StorageUnusable as error:
        return str(error)
    return storage.find_problem()


def get_default_class() -> type[ImageStorage]:
    """Return what ``IMAGE_STORAGE`` names.

    Raises ``StorageUnusable`` where it names no storage.
    """
    if app_settings.IMAGE_STORAGE in BUILT_IN:
        return BUILT_IN[app_settings.IMAGE_STORAGE]
    try:
        storage = app_settings.import_class("IMAGE_STORAGE")
    except ImproperlyConfigured as error:
        raise StorageUnusable(str(error)) from error
    if not (isinstance(storage, type) and issubclass(storage, ImageStorage)):
        raise StorageUnusable(
            _("%(setting)s['IMAGE_STORAGE'] must name a subclass of %(base)s.")
            % {"setting": SETTING_NAME, "base": f"{ImageStorage.__module__}.ImageStorage"}
        )
    return storage
