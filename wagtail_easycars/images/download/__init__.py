"""Downloads one picture of the feed from an address that nobody has vouched for."""

from wagtail_easycars.images.download.download import Download, download

__all__ = ["Download", "download"]
