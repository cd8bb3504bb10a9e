"""From the settings of a site to a client that speaks for it."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.client import (
    Account,
    CacheTokenStore,
    Credentials,
    EasyCarsClient,
    Limits,
    TokenStore,
)
from wagtail_easycars.conf import app_settings
from wagtail_easycars.encryption import get_keyring
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import EasyCarsSettings

REQUIRED_FIELDS = ("account_number", "account_secret", "stock_client_id", "stock_client_secret")


class NotConfigured(EasyCarsError):
    """The site's settings lack something that every call needs."""


class TokenCipher:
    """Encrypts tokens for the cache with the key that encrypts the secrets in the database.

    A token opens only under the cache key it was made for: one copied to another dealer's is
    refused.
    """

    def encrypt(self, plain: str, key: str) -> str:
        return get_keyring().encrypt(plain, "token-cache", key)

    def decrypt(self, token: str, key: str) -> str:
        return get_keyring().decrypt(token, "token-cache", key)


def get_settings(site: Site) -> EasyCarsSettings:
    """Return the settings of ``site``; unsaved ones where nobody has entered any."""
    settings = EasyCarsSettings.objects.select_related("site__root_page", "inventory_page")
    return settings.filter(site=site).first() or EasyCarsSettings(site=site)


def get_client(
    settings: EasyCarsSettings,
    *,
    token_store: TokenStore | None = None,
    limits: Limits | None = None,
) -> EasyCarsClient:
    """Return a client with the account, credentials and environment of ``settings``.

    ``token_store`` is by default the cache that all workers share, and ``limits`` those of
    ``WAGTAIL_EASYCARS``. Raises ``NotConfigured`` where a credential is missing or the site is
    switched off, and ``EncryptionError`` where one cannot be read.
    """
    check_configured(settings)
    store = token_store or CacheTokenStore(TokenCipher())
    return make_client(settings, token_store=store, limits=limits)


def make_client(
    settings: EasyCarsSettings, *, token_store: TokenStore, limits: Limits | None = None
) -> EasyCarsClient:
    """Return a client for ``settings`` as they are, also for a site that is switched off.

    Raises ``EncryptionError`` where a credential cannot be read.
    """
    return EasyCarsClient(
        base_url=get_base_url(settings.environment),
        account=Account(settings.account_number, settings.account_secret),
        stock=Credentials(settings.stock_client_id, settings.stock_client_secret),
        lead=get_lead_credentials(settings),
        token_store=token_store,
        limits=limits,
    )


def get_lead_credentials(settings: EasyCarsSettings) -> Credentials | None:
    """Return the lead service's own pair; ``None`` where the stock pair serves it too."""
    if not settings.lead_client_id:
        return None
    return Credentials(settings.lead_client_id, settings.lead_client_secret)


def check_configured(settings: EasyCarsSettings) -> None:
    """Raise ``NotConfigured`` where EasyCars cannot be called for this site."""
    check_active(settings)
    check_complete(settings)


def check_complete(settings: EasyCarsSettings) -> None:
    """Raise ``NotConfigured`` where something is missing that every call needs."""
    missing = [
        str(EasyCarsSettings._meta.get_field(name).verbose_name)
        for name in REQUIRED_FIELDS
        if not getattr(settings, name)
    ]
    if missing:
        raise NotConfigured(
            _("The EasyCars settings of this site lack: %(fields)s.")
            % {"fields": get_text_list(missing, _("and"))}
        )


def check_active(settings: EasyCarsSettings) -> None:
    """Raise ``NotConfigured`` where the site is switched off."""
    if not settings.is_active:
        raise NotConfigured(
            _("EasyCars is switched off for this site. Tick “active” in the EasyCars settings.")
        )


def get_base_url(environment: str) -> str:
    """Return the base URL of ``environment``, ending in a slash."""
    try:
        url: str = app_settings.API_BASE_URLS[environment]
    except KeyError:
        raise NotConfigured(
            _("WAGTAIL_EASYCARS['API_BASE_URLS'] has no environment “%(environment)s”.")
            % {"environment": environment}
        ) from None
    return url if url.endswith("/") else f"{url}/"
