"""Drawn pictures of vehicles, made when they are first asked for."""

from .gallery import PictureGallery

__all__ = ["PictureGallery"]
