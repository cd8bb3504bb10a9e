"""Starts by itself what is due, backs off from what fails, and recovers what a death left."""
