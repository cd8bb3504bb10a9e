"""Storages that keep pictures in memory, or do not."""

from __future__ import annotations

from typing import ClassVar, Self

from wagtail_easycars.images.errors import PictureNotStored, StorageUnusable
from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.images.storage.base import ImageStorage, Upload
from wagtail_easycars.models import EasyCarsSettings, StoredImage


class MemoryStorage(ImageStorage):
    """``kept`` has the bytes by content hash; ``uploads`` counts them."""

    name = "memory"
    kept: ClassVar[dict[str, bytes]] = {}
    uploads: ClassVar[list[str]] = []

    @classmethod
    def for_site(cls, settings: EasyCarsSettings) -> Self:
        return cls("memory", settings)

    def upload(self, picture: PictureFile) -> Upload:
        self.uploads.append(picture.content_hash)
        self.kept[picture.content_hash] = picture.content
        return Upload(picture.content_hash)

    def read(self, stored: StoredImage) -> bytes:
        return self.kept[stored.reference]

    def delete(self, stored: StoredImage) -> None:
        self.kept.pop(stored.reference, None)

    def get_url(self, stored: StoredImage, width: int) -> str:
        return f"https://memory.example/{stored.reference}"


class RefusingStorage(MemoryStorage):
    def upload(self, picture: PictureFile) -> Upload:
        raise PictureNotStored("Not this one.")


class BuggyStorage(MemoryStorage):
    def upload(self, picture: PictureFile) -> Upload:
        raise ZeroDivisionError


class FullStorage(MemoryStorage):
    """Takes three pictures."""

    @classmethod
    def for_site(cls, settings: EasyCarsSettings) -> Self:
        cls.uploads = []
        return super().for_site(settings)

    def upload(self, picture: PictureFile) -> Upload:
        if len(self.uploads) == 3:
            raise StorageUnusable("There is no room left.")
        return super().upload(picture)
