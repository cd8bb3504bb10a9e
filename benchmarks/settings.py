"""A site as a dealer's agency would run it: search and reference index on, nothing replaced.

``BENCHMARK_DATABASE`` is a SQLite file; ``BENCHMARK_FINISHED_DATABASE`` another one, to copy rows
from. ``BENCHMARK_API_URL`` is where the measured dealer's EasyCars is, ``BENCHMARK_WARM_UP_URL``
that of the small dealer which each measurement synchronises before it begins.
"""

import os
from pathlib import Path
from typing import Any

SECRET_KEY = "only for the benchmarks"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "Australia/Sydney"
LANGUAGE_CODE = "en-au"
ROOT_URLCONF = "benchmarks.urls"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("BENCHMARK_DATABASE", ".")).parent / "media"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WAGTAIL_SITE_NAME = "Benchmarks"
WAGTAILADMIN_BASE_URL = "http://localhost"

INSTALLED_APPS = [
    "wagtail_easycars",
    "wagtail_easycars.pages",
    "django_q",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.security.SecurityMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def sqlite(path: str) -> dict[str, Any]:
    """Return a SQLite database with the options that the package recommends."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


DATABASES = {"default": sqlite(os.environ.get("BENCHMARK_DATABASE", ":memory:"))}
if finished_database := os.environ.get("BENCHMARK_FINISHED_DATABASE"):
    DATABASES["finished"] = sqlite(finished_database)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

Q_CLUSTER = {
    "name": "benchmarks",
    "orm": "default",
    "workers": 2,
    "queue_limit": 2,
    "timeout": 600,
    "retry": 1300,
    "max_attempts": 1,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": 250,
}

WAGTAIL_EASYCARS = {
    "ENCRYPTION_KEYS": ["k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"],
    "API_BASE_URLS": {
        "test": os.environ.get("BENCHMARK_API_URL", "http://127.0.0.1:1/"),
        "production": os.environ.get("BENCHMARK_WARM_UP_URL", "http://127.0.0.1:1/"),
    },
    # The hosts of pictures that the benchmarks start.
    "IMAGE_HOSTS": ["127.0.0.1"],
}
