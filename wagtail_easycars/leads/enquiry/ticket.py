"""What a form carries from where it was shown to where it is sent, signed.

The page may have been cached for days, so nothing of it is in a session or a cookie.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from time import time
from typing import Any, Self

from django.core import signing
from django.utils.crypto import get_random_string

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import EasyCarsSettings

SALT = "wagtail_easycars.enquiry"
DAY = 24 * 60 * 60
# The contract's limit; half an address leads nowhere.
LONGEST_URL = 400


@dataclass(frozen=True)
class Ticket:
    """One showing of the form, with the consent as the visitor saw it.

    ``issued_at`` is seconds since the epoch. ``is_second`` says that the form was shown once more
    in answer to one that could not be trusted at once.
    """

    site_id: int
    page_url: str = ""
    consent_text: str = ""
    consent_version: str = ""
    is_second: bool = False
    form_id: str = field(default_factory=lambda: get_random_string(16))
    issued_at: int = field(default_factory=lambda: int(time()))

    def __str__(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @property
    def age(self) -> float:
        """Seconds since the form was shown."""
        return time() - self.issued_at

    @property
    def shown_at(self) -> datetime:
        return datetime.fromtimestamp(self.issued_at, UTC)

    @property
    def is_expired(self) -> bool:
        return self.age > app_settings.ENQUIRY_FORM_DAYS * DAY

    def as_second(self) -> Self:
        """Return the ticket of the same form, shown once more."""
        return replace(self, is_second=True, issued_at=int(time()))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the ticket in ``text``; ``None`` where it was not signed here, or by a release
        whose tickets had other fields: a page may have been cached since before an upgrade."""
        try:
            values: dict[str, Any] = signing.loads(text, salt=SALT)
            return cls(**values)
        except (signing.BadSignature, TypeError):
            return None


def issue_ticket(site_id: int, *, page_url: str = "") -> Ticket:
    """Return a ticket for a form that is shown now, at the address ``page_url``."""
    consent = EasyCarsSettings.objects.filter(site_id=site_id)
    text, version = consent.values_list("consent_text", "consent_version").first() or ("", "")
    return Ticket(
        site_id=site_id,
        page_url=page_url if len(page_url) <= LONGEST_URL else "",
        consent_text=text.strip(),
        consent_version=version,
    )
