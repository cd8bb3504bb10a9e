"""EasyCars stock, pictures and enquiries for Wagtail sites of car dealers."""

__version__ = "0.1.0"
