from .contact import ContactPage
from .dealer import Brand, DealerSettings, OpeningHours
from .home import HomePage
from .standard import StandardPage

__all__ = ["Brand", "ContactPage", "DealerSettings", "HomePage", "OpeningHours", "StandardPage"]
