"""A stand-in Cloudinary over real HTTP: uploads by its SDK, signatures checked, and delivery.

    with CloudinarySandbox() as cloudinary:
        configure(site, cloudinary.as_settings())

It knows one cloud, keeps its assets in memory, and fails on command.
"""

from .sandbox import CloudinarySandbox

__all__ = ["CloudinarySandbox"]
