"""Finds what needs a person, tells it once, and reports how each site is doing."""
