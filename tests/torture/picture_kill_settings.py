"""Settings of the processes that store pictures and are killed: a folder of their own."""

import os

from tests.torture.kill_settings import *  # noqa: F403
from tests.torture.kill_settings import WAGTAIL_EASYCARS

MEDIA_ROOT = os.environ["EASYCARS_TORTURE_MEDIA"]

WAGTAIL_EASYCARS = {
    **WAGTAIL_EASYCARS,
    "IMAGE_HOSTS": ["127.0.0.1"],
    "IMAGE_CONNECTIONS": 4,
}
