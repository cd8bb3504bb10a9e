"""The files of vehicles' pictures in the file storage of the site's image model.

A file's name is made of its account and content. So a run that was killed finds what it had
written, and no two images of Wagtail share a file, which would go with the first of them.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Site

from wagtail_easycars.images.at_work import is_any_at_work
from wagtail_easycars.images.errors import PictureNotStored, StorageUnusable
from wagtail_easycars.runs.batches import batches

PREFIX = "easycars-"
# What is younger may be of a run that is about to record it.
ORPHAN_AGE = timedelta(hours=1)
NAMES_A_QUERY = 500
# What a file storage answers each picture until somebody makes room or sets its permissions.
LASTING_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}

logger = logging.getLogger("wagtail_easycars")


def get_file_name(account: str, content_hash: str, extension: str) -> str:
    """Return where the image model puts the picture of an account with this content."""
    digest = hashlib.sha256(f"{account}/{content_hash}".encode()).hexdigest()
    return _place(f"{PREFIX}{digest[:40]}.{extension}")


def _place(file_name: str) -> str:
    # Without a collection, since looking up the default one would ask the database.
    image = get_image_model()(collection_id=None)
    return str(image.file.field.generate_filename(image, file_name))


def write_file(name: str, content: bytes) -> str:
    """Write ``content`` at ``name`` unless it is there already, and return where it is.

    Raises ``PictureNotStored``, or ``StorageUnusable`` where no other file would fare better.
    """
    try:
        return _write(get_file_storage(), name, content)
    except Exception as error:  # each file storage has exceptions of its own
        raise _explain(error) from error


def _write(storage: Storage, name: str, content: bytes) -> str:
    if storage.exists(name):
        if storage.size(name) == len(content):
            return _keep_young(storage, name, content)
        storage.delete(name)  # cut off when its run was killed
    saved = storage.save(name, ContentFile(content))
    if saved != name and storage.exists(name):
        # Another run has just written the same; storages that rename all they save have not.
        storage.delete(saved)
        return name
    return saved


def _keep_young(storage: Storage, name: str, content: bytes) -> str:
    """Return where the file ``name`` is once it is too young to go as an orphan.

    It is not deleted for that: an image that a page shows may have it.
    """
    if not _is_older(storage, name, ORPHAN_AGE / 2):
        return name
    with suppress(NotImplementedError, OSError):  # no file of this machine, or another user's
        os.utime(storage.path(name))
        return name
    return storage.save(name, ContentFile(content))


def delete_orphaned_files(site: Site) -> int | None:
    """Delete the files that no image of Wagtail has, for a run of ``site``.

    Return how many there were, or ``None`` where none was looked for: a name does not tell the
    account, and while a run of any other site is at work, a file may be its. A file storage that
    cannot list its files, or tell how old they are, keeps them.
    """
    if is_any_at_work(but=site):
        return None
    storage = get_file_storage()
    deleted = 0
    for names in batches(_list_files(storage), size=NAMES_A_QUERY):
        for name in _without_image(names):
            # Asked anew for each: a run may have begun, and have recorded it, since the list.
            if is_any_at_work(but=site):
                return deleted
            if _without_image([name]) and _is_older(storage, name, ORPHAN_AGE):
                storage.delete(name)
                deleted += 1
    return deleted


def _is_older(storage: Storage, name: str, age: timedelta) -> bool:
    """Return whether the file is known to be older than ``age``."""
    try:
        return storage.get_modified_time(name) < timezone.now() - age
    except NotImplementedError:  # Django's answer of a storage that keeps no times
        return False


def get_file_storage() -> Storage:
    storage: Storage = get_image_model()._meta.get_field("file").storage
    return storage


def _list_files(storage: Storage) -> Iterator[str]:
    folder = PurePosixPath(_place(PREFIX)).parent
    try:
        _folders, names = storage.listdir(str(folder))
    except (FileNotFoundError, NotImplementedError):
        return
    yield from (str(folder / name) for name in names if name.startswith(PREFIX))


def _without_image(names: Iterable[str]) -> set[str]:
    images: Any = get_image_model()._default_manager
    wanted = set(names)
    return wanted - set(images.filter(file__in=wanted).values_list("file", flat=True))


def _explain(error: Exception) -> PictureNotStored | StorageUnusable:
    reason = type(error).__name__
    if isinstance(error, OSError):
        reason = error.strerror or reason
        if error.errno in LASTING_ERRORS:
            return StorageUnusable(
                _("The website's file storage takes no files: %(reason)s.") % {"reason": reason}
            )
    logger.warning("A picture was not stored", exc_info=error)
    return PictureNotStored(
        _("The website's file storage did not take the picture: %(reason)s.") % {"reason": reason}
    )
