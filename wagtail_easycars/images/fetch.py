"""What the run's threads do with one picture; none of it uses the database."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.images.check import check_picture
from wagtail_easycars.images.claims import Task
from wagtail_easycars.images.download import download
from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.images.storage.base import Upload

logger = logging.getLogger("wagtail_easycars")

T = TypeVar("T")


class Unforeseen(EasyCarsError):
    """One picture met an error that nobody had thought of; the log has it."""


@dataclass(frozen=True)
class Fetched:
    """What an address gave."""

    task: Task
    etag: str
    picture: PictureFile


@dataclass(frozen=True)
class NotModified:
    """The address leads to the picture with the key ``stored_id``, which ``task`` asked about."""

    task: Task
    stored_id: int


@dataclass(frozen=True)
class FetchFailed:
    task: Task
    error: EasyCarsError


@dataclass(frozen=True)
class Uploaded:
    content_hash: str
    upload: Upload


@dataclass(frozen=True)
class UploadFailed:
    content_hash: str
    error: EasyCarsError


Result = Fetched | NotModified | FetchFailed | Uploaded | UploadFailed


def fetch(task: Task) -> Fetched | NotModified | FetchFailed:
    """Download the picture of ``task`` and check it."""
    try:
        return attempt(task.url, lambda: _fetch(task))
    except EasyCarsError as error:
        return FetchFailed(task, error)


def keep(picture: PictureFile, upload: Callable[[PictureFile], Upload]) -> Uploaded | UploadFailed:
    """Store ``picture`` with ``upload``."""
    try:
        kept = attempt(picture.content_hash, lambda: upload(picture))
    except EasyCarsError as error:
        return UploadFailed(picture.content_hash, error)
    return Uploaded(picture.content_hash, kept)


def _fetch(task: Task) -> Fetched | NotModified:
    answer = download(task.url, etag=task.etag)
    if answer.not_modified and task.stored_id is not None:
        return NotModified(task, task.stored_id)
    return Fetched(task, answer.etag, check_picture(answer.content))


def attempt(subject: str, work: Callable[[], T]) -> T:
    """Return what ``work`` does; one picture's trouble must not keep the others out."""
    try:
        return work()
    except EasyCarsError:
        raise
    except Exception as error:
        logger.exception("The picture %s met an unforeseen error", subject)
        raise Unforeseen(
            _("An unforeseen error: %(kind)s. The log of the server has the details.")
            % {"kind": type(error).__name__}
        ) from error
