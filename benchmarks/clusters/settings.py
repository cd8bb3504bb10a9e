"""Many dealers on PostgreSQL, with Redis as the queue: what several machines would share.

``BENCHMARK_POSTGRES`` is a database, ``BENCHMARK_API_URL`` an EasyCars, and ``BENCHMARK_REDIS`` the
queue.
"""

import os

from django.conf import global_settings

from benchmarks.settings import *  # noqa: F403
from benchmarks.settings import Q_CLUSTER as ORM_CLUSTER

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["BENCHMARK_POSTGRES"],
    }
}

# A token is kept by nobody, so that each site asks for its own, as 500 accounts would.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

# Pictures are not what is measured; those of the runs that follow leave nothing behind.
STORAGES = {
    **global_settings.STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}

Q_CLUSTER = {
    **{name: value for name, value in ORM_CLUSTER.items() if name != "orm"},
    "name": os.environ["BENCHMARK_POSTGRES"],
    "redis": os.environ.get("BENCHMARK_REDIS", "redis://127.0.0.1:6379/0"),
    "workers": int(os.environ.get("BENCHMARK_WORKERS", "2")),
    "poll": 0.2,
    "log_level": "WARNING",
}
