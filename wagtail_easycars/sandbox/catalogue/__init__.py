"""Vehicles for the sandbox: the two dealers' stocks, and made-up ones of any size."""

from .dealers import stock_of
from .picture_urls import IMAGE_ROOT
from .synthetic import arrivals, generate

__all__ = ["IMAGE_ROOT", "arrivals", "generate", "stock_of"]
