from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any, Self
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from wagtail_easycars.conf import app_settings
from wagtail_easycars.images.download import download
from wagtail_easycars.images.errors import PictureError, PictureNotStored, StorageUnusable
from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.images.storage.base import ImageStorage, Upload
from wagtail_easycars.images.storage.cloudinary_account import CloudinaryAccount, load_sdk
from wagtail_easycars.models import EasyCarsSettings, StoredImage

SAFE_ACCOUNT = re.compile(r"[A-Za-z0-9_-]+")
# What the SDK would take from the process's own configuration where it is not told.
PLAIN_URL: dict[str, Any] = {
    "sign_url": False,
    "auth_token": False,
    "shorten": False,
    "use_root_path": False,
    "private_cdn": False,
    "cdn_subdomain": False,
    "secure_cdn_subdomain": False,
    "force_version": True,
}


class CloudinaryImageStorage(ImageStorage):
    """Keeps pictures in a cloud of Cloudinary, which also makes their smaller versions."""

    name = "cloudinary"

    @classmethod
    def find_problem(cls) -> str:
        try:
            load_sdk("uploader")
        except StorageUnusable as error:
            return str(error)
        return ""

    @classmethod
    def for_site(cls, settings: EasyCarsSettings) -> Self:
        load_sdk("uploader")
        storage = cls(f"{cls.name}:{settings.cloudinary_cloud_name}", settings)
        if not has_credentials(settings):
            raise StorageUnusable(
                _(
                    "Pictures of this site go to Cloudinary, but its cloud name, API key or API "
                    "secret is missing in the EasyCars settings."
                )
            )
        return storage

    @property
    def cloud_name(self) -> str:
        return self.location.partition(":")[2]

    def _get_cloudinary(self, account_number: str) -> CloudinaryAccount:
        settings = self.settings or find_settings(self.cloud_name, account_number)
        return CloudinaryAccount(
            self.cloud_name, settings.cloudinary_api_key, settings.cloudinary_api_secret
        )

    def upload(self, picture: PictureFile) -> Upload:
        cloudinary = self._get_cloudinary(self.get_settings().account_number)
        answer = cloudinary.upload(picture.content, self._get_public_id(picture))
        return Upload(answer["public_id"], version=str(answer["version"]))

    def _get_public_id(self, picture: PictureFile) -> str:
        account = self.get_settings().account_number
        if not SAFE_ACCOUNT.fullmatch(account):
            account = hashlib.sha256(account.encode()).hexdigest()[:20]
        return f"{app_settings.CLOUDINARY_FOLDER}/{account}/{picture.content_hash}"

    def read(self, stored: StoredImage) -> bytes:
        try:
            return download(self._get_url(stored)).content
        except PictureError as error:
            raise PictureNotStored(str(error)) from error

    def delete(self, stored: StoredImage) -> None:
        self._get_cloudinary(stored.account).destroy(stored.reference)

    def prefetch(self, stored_images: Iterable[StoredImage]) -> None:
        load_sdk("utils")  # or the addresses, asked for one by one, would break the page

    def get_url(self, stored: StoredImage, width: int) -> str:
        return self._get_url(
            stored,
            crop="limit",
            width=min(width, stored.width),
            fetch_format="auto",
            quality="auto",
        )

    def _get_url(self, stored: StoredImage, **transformation: Any) -> str:
        delivery = urlsplit(app_settings.CLOUDINARY_DELIVERY_URL)
        url, _rest = load_sdk("utils").cloudinary_url(
            stored.reference,
            cloud_name=self.cloud_name,
            version=stored.version,
            secure=delivery.scheme == "https",
            secure_distribution=delivery.netloc,
            cname=delivery.netloc,
            **PLAIN_URL,
            **transformation,
        )
        return str(url)


def has_credentials(settings: EasyCarsSettings) -> bool:
    return bool(
        settings.cloudinary_cloud_name
        and settings.cloudinary_api_key
        and settings.cloudinary_api_secret
    )


def find_settings(cloud_name: str, account_number: str) -> EasyCarsSettings:
    """Return the settings of a site with credentials of a cloud, of the account's own if it can be.

    Raises ``StorageUnusable`` where there is none.
    """
    naming = EasyCarsSettings.objects.filter(cloudinary_cloud_name=cloud_name).order_by("pk")
    for settings in sorted(naming, key=lambda each: each.account_number != account_number):
        if has_credentials(settings):
            return settings
    raise StorageUnusable(
        _(
            "No site has the credentials of the cloud “%(cloud)s” at Cloudinary (any more). Enter "
            "them in the EasyCars settings of a site."
        )
        % {"cloud": cloud_name}
    )
