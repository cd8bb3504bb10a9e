"""Fields that take what people type, and ask kindly where it does not fit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.forms.line_breaks import MultilineField
from wagtail_easycars.leads.enquiry.phones import InvalidPhone, Phone, parse_phone
from wagtail_easycars.stock.text import clean_line, clean_text

TOO_LONG = _(
    "At most %(limit_value)d characters fit here, and these are %(show_value)d. Please shorten it."
)


class Counted(forms.CharField):
    """A text that may be typed too long, since a browser would cut a pasted one silently."""

    default_error_messages = {"max_length": TOO_LONG}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        for name in ("maxlength", "minlength"):
            attrs.pop(name, None)
        return attrs


class LineField(Counted):
    """One line of text, whatever was pasted into it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_line(value) if isinstance(value, str) else value)


class TextField(Counted, MultilineField):
    """Several lines of text."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_text(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "data-ec-limit": self.max_length}


class EmailField(LineField, forms.EmailField):
    default_error_messages = {
        "invalid": _("Check the email address. One looks like name@example.com."),
    }


class PhoneField(LineField):
    """Cleans to a ``Phone``, or ``None`` where it is empty."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})
    default_error_messages = {
        "invalid": _(
            "Check the phone number. Give its area code, such as 02 9799 1234, or begin a number "
            "from abroad with + and the country code."
        ),
    }

    def clean(self, value: Any) -> Phone | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_phone(text)
        except InvalidPhone:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class OdometerField(LineField):
    """Kilometres; cleans to a number, or ``None`` where it is empty."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {"invalid": _("Enter the kilometres as a number, such as 84,500.")}

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).lower().removesuffix("km").translate(THOUSANDS)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 7):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text)


THOUSANDS = {ord(each): None for each in " ,.\u00a0\u202f"}
