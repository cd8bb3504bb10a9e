"""Compares a site with its EasyCars account, and carries out what people decide on the rest."""
