"""What a connection test says to the clerk: what is wrong, and what to do about it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_easycars.client.errors import (
    AnsweredError,
    AuthenticationRefused,
    ClientError,
    CredentialsRefused,
    NotSent,
    OutcomeUnknown,
    Refused,
    ServiceFailed,
    UnusableAnswer,
)
from wagtail_easycars.connection_test.findings import Step
from wagtail_easycars.connection_test.reach import (
    NameUnknown,
    NothingAnswers,
    NotSecure,
    NotTrusted,
    Unreachable,
)

_UNREACHABLE: dict[type[Unreachable], str | Promise] = {
    NameUnknown: gettext_lazy(
        "There is no address for %(host)s. This website's server may have no access to the "
        "internet: ask whoever looks after it."
    ),
    NothingAnswers: gettext_lazy(
        "%(host)s does not take a connection. EasyCars may be down, or a firewall may keep this "
        "website's server from it. Try again in some minutes; if it lasts, ask whoever looks after "
        "the server."
    ),
    NotTrusted: gettext_lazy(
        "What answers as %(host)s cannot prove that it is EasyCars, so nothing was sent to it. Ask "
        "whoever looks after this website's server to check its date and its network."
    ),
    NotSecure: gettext_lazy(
        "No secure connection to %(host)s came about, so nothing was sent. Try again in some "
        "minutes; if it lasts, ask whoever looks after this website's server."
    ),
}

_REFUSED: dict[Step, str | Promise] = {
    Step.STOCK_TOKEN: gettext_lazy(
        "EasyCars did not accept the client ID and client secret of the stock service. Copy both "
        "again from what EasyCars sent you, and check that they are for the chosen environment."
    ),
    Step.LEAD_TOKEN: gettext_lazy(
        "EasyCars did not accept the client ID and client secret of the lead service. Copy both "
        "again from what EasyCars sent you, and check that they are for the chosen environment."
    ),
    Step.STOCK_ACCOUNT: gettext_lazy(
        "EasyCars did not accept the account number and account secret. Copy both again from your "
        "EasyCars profile, and check that they are for the chosen environment."
    ),
    Step.LEAD_ACCOUNT: gettext_lazy(
        "EasyCars did not accept the account number and account secret for leads. If they are "
        "accepted for the stock, ask EasyCars to open the account for leads."
    ),
}

_OTHER_FAILURES: tuple[tuple[type[ClientError], str | Promise], ...] = (
    (
        Refused,
        gettext_lazy("EasyCars refused the request. Correct what it names, then test again."),
    ),
    (
        ServiceFailed,
        gettext_lazy(
            "EasyCars reports a fault of its own. Try again later; if it lasts, tell EasyCars "
            "support."
        ),
    ),
    (
        UnusableAnswer,
        gettext_lazy(
            "Something answered, but not as EasyCars should: perhaps EasyCars is being maintained. "
            "Try again later; if it lasts, pass the technical detail on to EasyCars support."
        ),
    ),
    (
        NotSent,
        gettext_lazy("The connection to EasyCars could not be made again. Try again in a minute."),
    ),
    (
        OutcomeUnknown,
        gettext_lazy(
            "The connection to EasyCars broke before its answer was complete. Try again in a "
            "minute."
        ),
    ),
)


def explain_unreachable(error: Unreachable) -> str:
    return str(_UNREACHABLE[type(error)]) % {"host": error.place.host}


def explain_failure(step: Step, error: ClientError, *, has_own_lead_pair: bool) -> str:
    """Return what ``error`` means at ``step``, followed by EasyCars' own words where it has any."""
    text = _explain(step, error, has_own_lead_pair=has_own_lead_pair)
    return add_own_words(text, error.message if isinstance(error, AnsweredError) else "")


def add_own_words(text: str, message: str) -> str:
    """Return ``text``, and what EasyCars itself said, where it said something."""
    if not message:
        return text
    return _("%(explanation)s EasyCars says: %(message)s") % {
        "explanation": text,
        "message": message,
    }


def _explain(step: Step, error: ClientError, *, has_own_lead_pair: bool) -> str:
    if isinstance(error, CredentialsRefused) and step is Step.LEAD_TOKEN and not has_own_lead_pair:
        return _(
            "The lead service does not accept the client ID and client secret of the stock "
            "service. EasyCars issues a pair of its own for leads: enter that under “Lead service”."
        )
    if isinstance(error, AuthenticationRefused):
        return str(_REFUSED[step])
    return str(next(text for kind, text in _OTHER_FAILURES if isinstance(error, kind)))


def explain_silence(step: Step, seconds: float) -> str:
    """Return what it means that ``step`` was not over when the test's ``seconds`` were."""
    values = {"seconds": round(seconds)}
    if step is Step.STOCK_ACCOUNT:
        return (
            _(
                "EasyCars did not answer within %(seconds)d seconds. A large stock can take longer "
                "than this test waits: save, and start a sync, which is more patient."
            )
            % values
        )
    return (
        _(
            "EasyCars did not answer within %(seconds)d seconds. Try again in some minutes; if it "
            "lasts, tell EasyCars support."
        )
        % values
    )


def explain_not_tried() -> str:
    return _("This needs a step above, which failed.")
