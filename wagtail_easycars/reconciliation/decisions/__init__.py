"""Carries out what people decide about differences."""
