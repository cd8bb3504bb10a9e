"""Whose leads are measured."""

NEW = "new customers"
KNOWN = "known customers"
