from .dealer import Brand, DealerSettings, OpeningHours
from .home import HomePage
from .standard import StandardPage

__all__ = ["Brand", "DealerSettings", "HomePage", "OpeningHours", "StandardPage"]
