from __future__ import annotations

import secrets
import threading
import time
from hmac import compare_digest

import jwt

from .accounts import Account
from .answers import Code, Refusal

ALGORITHM = "HS256"


class TokenOffice:
    """Issues and checks the JWTs of both services.

    ``lifetime`` is in seconds; the vendor's example has 600. The key is made anew for each office,
    so that a token of an earlier sandbox is refused.
    """

    def __init__(self, accounts: dict[str, Account], *, lifetime: int = 600) -> None:
        self.lifetime = lifetime
        self.issued = {"StockService": 0, "LeadService": 0}
        self._accounts = accounts
        self._key = secrets.token_bytes(32)
        self._revoked: set[str] = set()
        self._lock = threading.Lock()

    def issue(self, service: str, client_id: str, client_secret: str) -> str:
        """A token for ``service``; raises ``Refusal`` where the pair is not one of that service."""
        account = self._account_of(service, client_id, client_secret)
        issued_at = int(time.time())
        claims = {
            "iss": "easycars-sandbox",
            "aud": service,
            "sub": account.key,
            "jti": secrets.token_hex(8),
            "iat": issued_at,
            "exp": issued_at + self.lifetime,
        }
        with self._lock:
            self.issued[service] += 1
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)

    def check(self, service: str, token: str) -> Account:
        """The account that ``token`` was issued to; raises ``Refusal`` with code 1."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM], audience=service)
        except jwt.ExpiredSignatureError:
            raise Refusal(Code.AUTHENTICATION_FAILED, "The token has expired.") from None
        except jwt.InvalidTokenError:
            raise Refusal(Code.AUTHENTICATION_FAILED, "The token is not valid.") from None
        if token in self._revoked:
            raise Refusal(Code.AUTHENTICATION_FAILED, "The token has expired.")
        return self._accounts[claims["sub"]]

    def revoke(self, token: str) -> None:
        self._revoked.add(token)

    def _account_of(self, service: str, client_id: str, client_secret: str) -> Account:
        for account in self._accounts.values():
            known_id, known_secret = client_pair(account, service)
            if same(known_id, client_id) and same(known_secret, client_secret):
                return account
        raise Refusal(Code.AUTHENTICATION_FAILED, "ClientID or ClientSecret is not valid.")


def client_pair(account: Account, service: str) -> tuple[str, str]:
    """ClientID and ClientSecret of ``account`` at ``service``."""
    if service == "LeadService" and account.lead_client_id:
        return account.lead_client_id, account.lead_client_secret
    return account.stock_client_id, account.stock_client_secret


def same(known: str, given: str) -> bool:
    return compare_digest(known.encode(), given.encode("utf-8", "surrogatepass"))
