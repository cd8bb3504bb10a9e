from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeForm(forms.Form):
    """Ticks which of the fields ``names`` stay as they were entered by hand."""

    keep = forms.MultipleChoiceField(label=_("Keep what was entered by hand"), required=False)

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
