"""What django-q2 makes of ``Q_CLUSTER``, which it reads once, when it is first imported."""

from __future__ import annotations

import importlib.util
import os
import warnings
from typing import Any
from unittest import mock


def read_q_cluster(name: str = "") -> dict[str, Any]:
    """Return the values of ``django_q.conf.Conf`` in a process of the cluster ``name``, begun now;
    by default in one of the main cluster."""
    spec = importlib.util.find_spec("django_q.conf")
    anew = importlib.util.module_from_spec(spec)
    with mock.patch.dict(os.environ, {"Q_CLUSTER_NAME": name}), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spec.loader.exec_module(anew)
    return {key: value for key, value in vars(anew.Conf).items() if key.isupper() or key == "conf"}
