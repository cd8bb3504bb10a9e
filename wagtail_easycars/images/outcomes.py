"""What is to be written of a download."""

from __future__ import annotations

from dataclasses import dataclass, field

from wagtail_easycars.images.claims import Task
from wagtail_easycars.images.fetch import Fetched
from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.images.storage.base import Upload


@dataclass
class Stored:
    """A new picture, and all the addresses that led to its content.

    ``upload`` says what the storage finds it by, once that has taken it.
    """

    picture: PictureFile
    fetched: list[Fetched] = field(default_factory=list)
    upload: Upload | None = None

    @property
    def tasks(self) -> list[Task]:
        return [each.task for each in self.fetched]


@dataclass(frozen=True)
class Known:
    """An address that leads to the picture with the key ``stored_id``."""

    task: Task
    etag: str
    stored_id: int

    @property
    def tasks(self) -> list[Task]:
        return [self.task]


@dataclass(frozen=True)
class Failed:
    """An address whose picture could not be had or kept."""

    task: Task
    reason: str

    @property
    def tasks(self) -> list[Task]:
        return [self.task]


@dataclass(frozen=True)
class Postponed:
    """An address whose content another site's run may be deleting: a later run stores it."""

    task: Task

    @property
    def tasks(self) -> list[Task]:
        return [self.task]


Outcome = Stored | Known | Failed | Postponed
