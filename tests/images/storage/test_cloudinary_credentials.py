"""By whose credentials a picture at Cloudinary is deleted."""

import pytest

from tests.conftest import make_site
from wagtail_easycars.images.errors import StorageUnusable
from wagtail_easycars.images.storage.choose import get_storage_at
from wagtail_easycars.models import EasyCarsSettings


def test_who_names_the_same_cloud_by_mistake_keeps_nobody_from_deleting(
    cloud_dealer, keep, picture, cloudinary
):
    stored = keep(picture)
    mistaken = {**cloudinary.as_settings(), "cloudinary_api_secret": "somebody else's"}
    EasyCarsSettings.objects.create(
        site=make_site("outback.example"), account_number="EC900002", **mistaken
    )
    cloud_dealer.delete()
    cloud_dealer.pk = None
    cloud_dealer.save(force_insert=True)  # The mistaken one is found first.

    get_storage_at(stored.storage).delete(stored)

    assert cloudinary.assets == {}


def test_a_cloud_that_no_site_has_credentials_of_is_left_alone(
    cloud_dealer, keep, picture, cloudinary
):
    stored = keep(picture)
    cloud_dealer.cloudinary_cloud_name = "another"
    cloud_dealer.save()

    with pytest.raises(StorageUnusable, match="“sandbox”"):
        get_storage_at(stored.storage).delete(stored)
    assert len(cloudinary.assets) == 1
