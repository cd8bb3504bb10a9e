"""The listing of a site's vehicles: what is asked for by query string, and what answers it."""
