"""Fixtures: leads as their own tests have them, at an EasyCars where numbers begin at 1."""

from tests.leads.conftest import at_easycars, deliver, enquire, sandbox

__all__ = ["at_easycars", "deliver", "enquire", "sandbox"]
