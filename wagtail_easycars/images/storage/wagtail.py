from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db import transaction
from django.db.models import Prefetch, ProtectedError, RestrictedError, prefetch_related_objects
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.images.utils import generate_signature
from wagtail.models import Collection, ReferenceIndex

from wagtail_easycars.images.errors import PictureNotStored, StorageUnusable
from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.images.storage.base import ImageStorage, Upload
from wagtail_easycars.images.storage.bulk import create_images
from wagtail_easycars.images.storage.collections import get_or_create_collection
from wagtail_easycars.images.storage.required_fields import (
    get_missing_fields,
    get_required_fields,
    get_unfilled_fields,
    is_free_text,
)
from wagtail_easycars.images.storage.wagtail_files import (
    delete_orphaned_files,
    get_file_name,
    write_file,
)
from wagtail_easycars.models import EasyCarsSettings, StoredImage, Vehicle

FILTER_END = "|format-webp"


class WagtailImageStorage(ImageStorage):
    """Keeps pictures as images of Wagtail, of the site's own image model where it has one.

    For an image model that requires more than text, name a subclass in ``IMAGE_STORAGE`` whose
    ``get_image_values()`` adds the values.
    """

    name = "wagtail"
    deletes_rows = True

    @classmethod
    def for_site(cls, settings: EasyCarsSettings) -> Self:
        problem = cls.find_problem()
        if problem:
            raise StorageUnusable(problem)
        return cls(cls.name, settings)

    @classmethod
    def find_problem(cls) -> str:
        unfilled = [field.name for field in get_unfilled_fields()]
        if not unfilled or cls.get_image_values is not WagtailImageStorage.get_image_values:
            return ""
        return _(
            "The image model %(model)s requires %(fields)s. Name a subclass of "
            "WagtailImageStorage in IMAGE_STORAGE whose get_image_values() gives a value."
        ) % {"model": get_image_model()._meta.label, "fields": get_text_list(unfilled, _("and"))}

    def get_image_values(self, stored: StoredImage, vehicle: Vehicle) -> dict[str, Any]:
        """Return the values of a new image's fields: title, description, and required texts.

        Override it for an image model that requires something else. It is called in a
        transaction; ``stored`` is not saved yet.
        """
        description = describe(vehicle)
        texts = {field.name: description for field in get_required_fields() if is_free_text(field)}
        return {"title": vehicle.title, "description": description, **texts}

    def upload(self, picture: PictureFile) -> Upload:
        account = self.get_settings().account_number
        name = get_file_name(account, picture.content_hash, picture.extension)
        file_hash = hashlib.sha1(picture.content, usedforsecurity=False).hexdigest()
        return Upload(write_file(name, picture.content), file_hash=file_hash)

    def record(self, stored: StoredImage, upload: Upload, vehicle: Vehicle) -> None:
        self.record_all([(stored, upload, vehicle)])

    def record_all(self, uploads: Sequence[tuple[StoredImage, Upload, Vehicle]]) -> None:
        known = self._find_images([upload for _stored, upload, _vehicle in uploads])
        new = [each for each in uploads if each[1].reference not in known]
        if new:
            collection = get_or_create_collection(self.get_settings())
            images = [self._make_image(*each, collection) for each in new]
            create_images(images)
            known |= {image.file.name: image for image in images}
        for stored, upload, _vehicle in uploads:
            stored.image = known[upload.reference]

    def _find_images(self, uploads: Sequence[Upload]) -> dict[str, Any]:
        # Two images with one file would lose it when the first of them is deleted.
        hashes = {upload.reference: upload.file_hash for upload in uploads}
        images = get_image_model().objects.filter(file_hash__in=hashes.values())
        return {
            image.file.name: image
            for image in images.order_by("-pk")
            if hashes.get(image.file.name) == image.file_hash
        }

    def _make_image(
        self, stored: StoredImage, upload: Upload, vehicle: Vehicle, collection: Collection
    ) -> Any:
        model = get_image_model()
        image = model(
            file=upload.reference,
            file_hash=upload.file_hash,
            width=stored.width,
            height=stored.height,
            file_size=stored.file_size,
            collection=collection,
        )
        for name, value in self.get_image_values(stored, vehicle).items():
            setattr(image, name, _shorten(value, model._meta.get_field(name)))
        missing = [field.name for field in get_missing_fields(image)]
        if missing:
            raise StorageUnusable(
                _("get_image_values() of %(storage)s gives no value for %(fields)s.")
                % {"storage": type(self).__qualname__, "fields": get_text_list(missing, _("and"))}
            )
        return image

    def read(self, stored: StoredImage) -> bytes:
        image: Any = stored.image
        try:
            with image.open_file() as file:
                content: bytes = file.read()
        except SourceImageIOError as error:
            raise PictureNotStored(_("The file of the picture cannot be read.")) from error
        return content

    def is_used_elsewhere(self, stored: StoredImage) -> bool:
        if stored.image is None:
            return False
        return bool(ReferenceIndex.get_references_to(stored.image).exists())

    def delete(self, stored: StoredImage) -> None:
        image = get_image_model().objects.filter(pk=stored.image_id).first()
        if image is None:  # gone already, or a deletion that was cut off
            return
        try:
            with transaction.atomic():
                # Or the image would take the row along.
                StoredImage.objects.filter(pk=stored.pk).update(image=None)
                image.delete()
        except (ProtectedError, RestrictedError) as error:
            raise PictureNotStored(
                _("Something else on the website needs this picture, so it was not deleted.")
            ) from error

    def delete_orphans(self) -> int | None:
        return delete_orphaned_files(self.get_settings().site)

    def prefetch(self, stored_images: Iterable[StoredImage]) -> None:
        renditions = get_image_model().get_rendition_model().objects
        shown = renditions.filter(filter_spec__endswith=FILTER_END)
        prefetch_related_objects(
            list(stored_images),
            "image",
            Prefetch("image__renditions", queryset=shown, to_attr="prefetched_renditions"),
        )

    def get_url(self, stored: StoredImage, width: int) -> str:
        """Return the address of a rendition, or of the view that makes it when first asked."""
        image: Any = stored.image
        spec = f"width-{min(width, image.width)}{FILTER_END}"
        wanted = Filter(spec=spec)
        rendition = image.find_existing_renditions(wanted).get(wanted)
        if rendition is not None:
            url: str = rendition.url
            return url
        signature = generate_signature(image.pk, spec)
        return reverse("wagtail_easycars:picture", args=(signature, image.pk, spec))


def describe(vehicle: Vehicle) -> str:
    """Return the alt text of a picture of ``vehicle``: what it is, and its colour."""
    if not vehicle.colour:
        return vehicle.title
    return _("%(vehicle)s in %(colour)s") % {"vehicle": vehicle.title, "colour": vehicle.colour}


def _shorten(value: Any, field: Any) -> Any:
    return value[: field.max_length] if isinstance(value, str) and field.max_length else value
