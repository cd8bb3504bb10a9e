"""What keeps the pictures of the stock, behind one small interface.

``IMAGE_STORAGE`` names the class of sites that choose none.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.models import EasyCarsSettings, StoredImage, Vehicle


@dataclass(frozen=True)
class Upload:
    """What a storage finds a picture by: see ``StoredImage.reference`` and ``version``.

    ``file_hash`` is the SHA-1 of the kept bytes, where the storage wants to know it later.
    """

    reference: str
    version: str = ""
    file_hash: str = ""


class ImageStorage(ABC):
    """Keeps pictures and tells their addresses.

    ``location`` is what ``StoredImage.storage`` holds: enough to show a picture. It is ``name``, or
    ``name``, a colon and what tells two storages of that name apart. Keeping pictures takes a
    site's settings as well, see ``for_site()``.
    """

    name: ClassVar[str]
    # Whether what it keeps has rows in the database, so that ``delete()`` is called in a
    # transaction that holds the run's lease. Not where ``delete()`` uses the network.
    deletes_rows: ClassVar[bool] = False

    def __init__(self, location: str, settings: EasyCarsSettings | None = None) -> None:
        self.location = location
        self.settings = settings

    def get_settings(self) -> EasyCarsSettings:
        """Return the settings of the site whose pictures are to be kept.

        Raises ``TypeError`` where the storage was made without, only to show pictures.
        """
        if self.settings is None:
            raise TypeError(f"{self.location} was not made by for_site() and keeps no pictures.")
        return self.settings

    @classmethod
    def find_problem(cls) -> str:
        """Return what keeps this installation from using the storage, and what to do; '' if none.

        A system check and the settings form show it.
        """
        return ""

    @classmethod
    @abstractmethod
    def for_site(cls, settings: EasyCarsSettings) -> Self:
        """Return the storage of a site's pictures.

        Raises ``StorageUnusable`` where it could not take a picture, as far as can be told without
        asking it.
        """

    @abstractmethod
    def upload(self, picture: PictureFile) -> Upload:
        """Keep ``picture``; keeping the same content again changes nothing.

        Called by several threads at once, outside of any transaction: it must not use the database.
        Raises ``PictureNotStored`` or, where no other picture would fare better,
        ``StorageUnusable``.
        """

    def record(self, stored: StoredImage, upload: Upload, vehicle: Vehicle) -> None:
        """Complete the unsaved ``stored`` with what the storage keeps of it in the database.

        Called in the transaction that saves ``stored``; ``vehicle`` is the first one that shows it.
        """
        stored.reference = upload.reference
        stored.version = upload.version

    def record_all(self, uploads: Sequence[tuple[StoredImage, Upload, Vehicle]]) -> None:
        """Do what ``record()`` does for several pictures, in as few queries as the storage can."""
        for stored, upload, vehicle in uploads:
            self.record(stored, upload, vehicle)

    @abstractmethod
    def read(self, stored: StoredImage) -> bytes:
        """Return the bytes of a picture. Raises ``PictureNotStored`` where they cannot be had."""

    def is_used_elsewhere(self, stored: StoredImage) -> bool:
        """Return whether anything but the vehicles' galleries shows this picture."""
        return False

    @abstractmethod
    def delete(self, stored: StoredImage) -> None:
        """Delete the kept picture, but not the row ``stored``; nothing where it is gone already.

        Raises ``PictureNotStored`` where the storage refuses, ``StorageUnusable`` where it cannot
        be reached.
        """

    def delete_orphans(self) -> int | None:
        """Delete what was kept and then never recorded, and return how many there were.

        ``None`` where none was looked for, since the run of another site may be about to record it.
        """
        return 0

    def prefetch(self, stored_images: Iterable[StoredImage]) -> None:  # noqa: B027  (optional)
        """Load what ``get_url()`` needs for all of ``stored_images``, in few queries.

        Raises ``StorageUnusable`` where no address can be told.
        """

    @abstractmethod
    def get_url(self, stored: StoredImage, width: int) -> str:
        """Return the address of ``stored`` at ``width`` pixels, or as wide as it is if narrower.

        Neither asks the network nor, after ``prefetch()``, the database.
        """
