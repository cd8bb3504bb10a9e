"""What is certain about a call that failed.

The one question a caller has to answer after a failure is whether EasyCars may have carried the
call out: a lead that may exist already must be looked for before it is sent again. So the classes
are cut by that, and ``carried_out`` says it:

* ``False``: surely not. ``NotSent`` never left this machine, ``Refused`` was answered with a no.
* ``None``: nobody knows. Every ``OutcomeUnknown``.

No message and no attribute of these errors holds a secret, and they are raised without a cause or
context, because the exceptions of the HTTP libraries hold the URL with the client secret in it.
"""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.errors import EasyCarsError


class ClientError(EasyCarsError):
    """A call of EasyCars failed.

    ``endpoint`` (such as ``LeadService/CreateLead``), ``host``, ``http_status`` (``None`` where no
    answer came) and ``detail`` are the technical side of it, for a log or a folded paragraph.
    """

    carried_out: ClassVar[bool | None] = None
    explanation: ClassVar[str | Promise] = _("The call of EasyCars failed.")

    def __init__(
        self, *, endpoint: str, host: str, http_status: int | None = None, detail: str = ""
    ) -> None:
        super().__init__(self.explanation)
        self.endpoint = endpoint
        self.host = host
        self.http_status = http_status
        self.detail = detail
        self.technical_detail = self._get_technical_detail()

    def _get_technical_detail(self) -> str:
        status = f"HTTP {self.http_status}" if self.http_status else ""
        facts = ", ".join(fact for fact in (status, self.detail) if fact)
        return f"{self.endpoint} at {self.host}: {facts or type(self).__name__}"

    @property
    def certain(self) -> bool:
        """Whether it is known that EasyCars did not carry the call out."""
        return self.carried_out is not None


class NotSent(ClientError):
    """The call surely did not reach EasyCars; it can be sent again as it is."""

    carried_out = False
    explanation = _(
        "EasyCars could not be reached, so nothing was sent. Check that this server has access to "
        "the internet and that the environment is the right one, then try again."
    )


class NoToken(NotSent):
    """The token that the call needs could not be had, so the call itself was not sent."""

    explanation = _(
        "EasyCars gave no access token, so nothing was sent. This is usually over within minutes: "
        "try again. If it lasts, tell EasyCars support."
    )


class OutcomeUnknown(ClientError):
    """The call may have been carried out: no answer that can be relied on came back."""

    explanation = _(
        "The connection to EasyCars broke before its answer was complete, so it is not known "
        "whether the call was carried out. Try again, or look in EasyCars."
    )


class TimedOut(OutcomeUnknown):
    """The answer, or its end, did not come in time."""

    explanation = _(
        "EasyCars did not answer in time, so it is not known whether the call was carried out. "
        "Try again later, or look in EasyCars."
    )


class UnusableAnswer(OutcomeUnknown):
    """What came is not what the contract promises: no JSON, cut, too large, a redirect, ..."""

    explanation = _(
        "EasyCars sent an answer that cannot be used. Nothing was taken from it. Try again later; "
        "if it lasts, pass the technical detail on to EasyCars support."
    )


class AnsweredError(ClientError):
    """EasyCars said itself what went wrong: its ``code`` and ``message`` (cleaned, 500 characters).

    ``code`` is ``None`` and ``message`` empty where only the HTTP status speaks.
    """

    def __init__(
        self,
        *,
        endpoint: str,
        host: str,
        http_status: int | None = None,
        detail: str = "",
        code: int | None = None,
        message: str = "",
    ) -> None:
        super().__init__(endpoint=endpoint, host=host, http_status=http_status, detail=detail)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        explanation = super().__str__()
        if not self.message:
            return explanation
        return str(
            _("%(explanation)s EasyCars says: %(message)s")
            % {"explanation": explanation, "message": self.message}
        )


class ServiceFailed(AnsweredError, OutcomeUnknown):
    """EasyCars broke while it worked on the call: HTTP 5xx, code 9, or a code not in the contract.

    Code 9 is a definite answer, but 'system error' does not say how far the system got. Taking it
    for a refusal could lose a lead, sending again at once could double one; 'unknown' costs only a
    look-up.
    """

    explanation = _(
        "EasyCars reports a fault of its own. Try again later; if it lasts, tell EasyCars support."
    )


class Refused(AnsweredError):
    """EasyCars read the call and refused it (code 7): it was not carried out."""

    carried_out = False
    explanation = _("EasyCars refused this. Correct what it names, then send it again.")


class AuthenticationRefused(Refused):
    """EasyCars did not accept the token or the account (code 1 or HTTP 401)."""

    explanation = _(
        "EasyCars did not accept the account number and account secret. Check them in your "
        "EasyCars profile, enter them under Settings, EasyCars, then synchronise again."
    )


class CredentialsRefused(AuthenticationRefused):
    """A token request was refused: the client ID or its secret is wrong."""

    explanation = _(
        "EasyCars did not accept the client ID and client secret. Check them in your EasyCars "
        "profile, enter them under Settings, EasyCars, then synchronise again."
    )


class InvalidPayload(EasyCarsError):
    """A request breaks the contract, so it was not sent.

    ``fields`` gives for each field, by the contract's name (``LeadCustomer.Email``), what is wrong.
    """

    carried_out: ClassVar[bool | None] = False

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        super().__init__(
            _("EasyCars would refuse this, so it was not sent. Correct: %(problems)s")
            % {"problems": "; ".join(f"{name} {text}" for name, text in fields.items())}
        )
