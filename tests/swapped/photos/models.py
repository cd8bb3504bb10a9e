"""An image model of the site's own."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Photo(AbstractImage):
    photographer = models.CharField(max_length=100, blank=True)
    alt_text = models.CharField(max_length=40)

    admin_form_fields = (*Image.admin_form_fields, "photographer", "alt_text")

    @property
    def default_alt_text(self):
        return self.alt_text


class PhotoRendition(AbstractRendition):
    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_photo_rendition"
            )
        ]
