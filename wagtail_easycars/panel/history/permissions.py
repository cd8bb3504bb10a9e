from __future__ import annotations

from typing import Any

from wagtail_modeladmin.helpers import PermissionHelper

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.policies import may, run_policy


def may_see_runs(user: Any) -> bool:
    """Return whether ``user`` may see the runs of any site."""
    return bool(run_policy.user_has_permission(user, "view"))


class RunPermissionHelper(PermissionHelper):
    """Runs are looked at, site by site, and never changed by hand."""

    def user_can_list(self, user: Any) -> bool:
        return may_see_runs(user)

    def user_can_inspect_obj(self, user: Any, obj: SyncRun) -> bool:
        return may(user, run_policy, "view", obj)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: SyncRun) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: SyncRun) -> bool:
        return False
