"""Settings of the processes that are killed: a database of their own, small batches."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES, WAGTAIL_EASYCARS

TEST_OPTIONS = DATABASES["default"].setdefault("TEST", {})
TEST_OPTIONS["NAME"] = os.environ["EASYCARS_TORTURE_DATABASE"]

WAGTAIL_EASYCARS = {
    **WAGTAIL_EASYCARS,
    "API_BASE_URLS": {"test": os.environ["EASYCARS_TORTURE_URL"]},
    "BATCH_SIZE": 7,
}
