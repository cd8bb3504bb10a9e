"""What needs a person, from how the sites are doing. Nothing here writes."""

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.health.findings.search import find_troubles

__all__ = ["Finding", "find_troubles"]
