"""Settings of a real cluster: a database of its own, in a file."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES, WAGTAIL_EASYCARS

DATABASES["default"]["NAME"] = os.environ["EASYCARS_CLUSTER_DATABASE"]
WAGTAIL_EASYCARS = {
    **WAGTAIL_EASYCARS,
    "API_BASE_URLS": {"test": os.environ["EASYCARS_CLUSTER_URL"]},
    "BATCH_SIZE": int(os.environ["EASYCARS_CLUSTER_BATCH_SIZE"]),
}
