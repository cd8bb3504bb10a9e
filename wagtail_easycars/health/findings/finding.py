"""One thing that needs a person."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site


@dataclass(frozen=True)
class Finding:
    """One thing that needs a person, in words that say what to do."""

    kind: str
    description: str
    site: Site | None = None
    run_kind: str = ""

    @property
    def key(self) -> str:
        """What tells it from any other, and is the same while it lasts."""
        return f"{self.kind}:{self.site.pk if self.site else ''}:{self.run_kind}"
