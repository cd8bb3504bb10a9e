from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.crypto import get_random_string

from config.kept_secrets import read_or_create

USERNAME = "admin"


@dataclass(frozen=True)
class AdminLogin:
    username: str
    password: str


def make_admin_login() -> AdminLogin:
    """Return the login of the demo's superuser, who is made, or given back the demo's password."""
    password = read_or_create(
        settings.DEMO_DATA_DIR / "admin-password", lambda: get_random_string(12)
    )
    user, _created = get_user_model().objects.get_or_create(
        username=USERNAME,
        defaults={"is_superuser": True, "is_staff": True, "email": "admin@localhost"},
    )
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    return AdminLogin(USERNAME, password)
