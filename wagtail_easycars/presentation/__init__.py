"""How a vehicle is shown to visitors: plain values that templates print. Nothing here queries."""

from wagtail_easycars.presentation.vehicle import VehicleDisplay

__all__ = ["VehicleDisplay"]
