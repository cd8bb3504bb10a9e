"""Testing a site's connection to EasyCars, and taking its credentials away."""
