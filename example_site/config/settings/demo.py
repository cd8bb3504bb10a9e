"""One machine, SQLite, and the sandbox in place of EasyCars.

``DEMO_DATA_DIR`` is where the demo keeps its database and keys, ``EASYCARS_SANDBOX_URL`` where the
sandbox listens, and ``DEMO_BASE_URL`` where the website does.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.crypto import get_random_string

from config.kept_secrets import read_or_create
from wagtail_easycars.encryption import new_key

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, PROJECT_DIR

# Database, logs and mail hold what the dealers' customers wrote: for the owner only, in this
# process and those that it starts.
os.umask(0o077)
FILE_UPLOAD_PERMISSIONS = 0o600

INSTALLED_APPS = ["demo", *INSTALLED_APPS]

DEMO_DATA_DIR = Path(
    os.environ.get("DEMO_DATA_DIR") or PROJECT_DIR.parent / "var" / "demo"
).resolve()

SECRET_KEY = read_or_create(DEMO_DATA_DIR / "secret-key", lambda: get_random_string(50))
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1"]
MEDIA_ROOT = DEMO_DATA_DIR / "media"
WAGTAILADMIN_BASE_URL = os.environ.get("DEMO_BASE_URL", "http://localhost:8000")
# The demo asks nothing of other hosts.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DEMO_DATA_DIR / "mail"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DEMO_DATA_DIR / "demo.sqlite3",
        # The website and the job queue write at the same time.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}

SANDBOX_URL = os.environ.get("EASYCARS_SANDBOX_URL", "http://127.0.0.1:8765/")

WAGTAIL_EASYCARS = {
    "ENCRYPTION_KEYS": [read_or_create(DEMO_DATA_DIR / "encryption-key", lambda: new_key("demo"))],
    "API_BASE_URLS": {
        "test": SANDBOX_URL,
        "production": "https://my.easycars.net.au/ECService/",
    },
    # Pictures come from public hosts only, unless one is named here.
    "IMAGE_HOSTS": [urlsplit(SANDBOX_URL).netloc],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR"}},
}
