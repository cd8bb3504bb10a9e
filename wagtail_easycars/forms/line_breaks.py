from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import normalize_newlines


class MultilineField(forms.CharField):
    """A text of several lines; browsers send each line break as CR LF, whatever it was before."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return normalize_newlines(text) if text else text

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)
