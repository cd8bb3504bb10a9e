"""A difference as comparing finds it, before anything is stored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

TITLE_LENGTH = 255


@dataclass(frozen=True)
class Found:
    """Named as the fields of ``Difference``; ``identity`` is what it is about, such as a key."""

    kind: str
    cause: str
    identity: object
    reference: str = ""
    title: str = ""
    field: str = ""
    ours: Any = None
    theirs: Any = None
    detail: str = ""
    vehicle_id: int | None = None
    lead_id: int | None = None
    item: dict[str, Any] | None = None
    feed_digest: str = ""

    @cached_property
    def key(self) -> str:
        """What tells it from the site's other differences, whenever it is found."""
        content = json.dumps([self.kind, self.identity, self.field])
        return blake2b(content.encode(), digest_size=20).hexdigest()


def as_json(value: Any) -> Any:
    """Return ``value`` as it comes back from a JSON field, so that the two can be compared."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
