"""Talks to EasyCars: HTTP and the contract; no models, no views."""

from wagtail_easycars.client.client import EasyCarsClient
from wagtail_easycars.client.credentials import Account, Credentials, Limits
from wagtail_easycars.client.tokens import CacheTokenStore, MemoryTokenStore, TokenStore

__all__ = [
    "Account",
    "CacheTokenStore",
    "Credentials",
    "EasyCarsClient",
    "Limits",
    "MemoryTokenStore",
    "TokenStore",
]
