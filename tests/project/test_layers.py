"""Nothing below imports anything above."""

import ast
from functools import cache

from tests.project.source import PACKAGE, package_modules, problems_by_file, syntax_tree

NAME = PACKAGE.name
SANDBOX = f"{NAME}.sandbox"
SANDBOX_COMMAND = PACKAGE / "management" / "commands" / "easycars_sandbox.py"
KNOW_NO_MODEL = ("client", "encryption.py", "errors.py", "secret.py", "conf.py")


@cache
def imports(path):
    """Return the absolute names of the modules that ``path`` imports, wherever it does."""
    names = set()
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(absolute(node, path))
    return names


def absolute(node, path):
    if not node.level:
        return node.module
    package = list(path.relative_to(PACKAGE.parent).parts[: -node.level])
    return ".".join([*package, *filter(None, [node.module])])


def is_within(name, *modules):
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def imported_by(modules, is_forbidden):
    def forbidden(path):
        return sorted(name for name in imports(path) if is_forbidden(name))

    return problems_by_file(modules, forbidden)


def modules_below(*parts):
    roots = [PACKAGE / part for part in parts]
    return [path for path in package_modules() if any(path.is_relative_to(root) for root in roots)]


def test_only_its_command_imports_the_sandbox():
    own = {*modules_below("sandbox"), SANDBOX_COMMAND}
    others = [path for path in package_modules() if path not in own]

    assert imported_by(others, lambda name: is_within(name, SANDBOX)) == {}
    assert imported_by([SANDBOX_COMMAND], lambda name: is_within(name, SANDBOX)) != {}


def test_the_client_and_the_keys_know_no_model_and_no_view():
    above = ("models", "views", "forms", "stock", "images", "runs", "pages", "publishing", "panel")
    forbidden = [f"{NAME}.{each}" for each in above]

    found = imported_by(
        modules_below(*KNOW_NO_MODEL), lambda name: is_within(name, *forbidden, "wagtail")
    )

    assert found == {}


def test_what_the_threads_of_the_pictures_do_knows_no_model_and_no_storage():
    forbidden = [f"{NAME}.{each}" for each in ("models", "runs", "stock", "images.storage")]

    found = imported_by(
        modules_below("images/download", "images/check"),
        lambda name: is_within(name, *forbidden, "wagtail", "django.db"),
    )

    assert found == {}


def test_the_sandbox_stands_alone():
    def is_forbidden(name):
        if is_within(name, SANDBOX, f"{NAME}.errors"):
            return False
        return is_within(name, NAME, "django", "wagtail")

    assert imported_by(modules_below("sandbox"), is_forbidden) == {}


def test_the_flows_do_not_know_the_packages_own_page_types():
    flows = modules_below("models", "stock", "images", "leads", "runs", "publishing")

    assert imported_by(flows, lambda name: is_within(name, f"{NAME}.pages", f"{NAME}.panel")) == {}


def test_the_delivery_of_leads_does_not_know_the_form_they_came_from():
    form = modules_below("leads/enquiry")
    delivery = [path for path in modules_below("leads") if path not in form]

    assert imported_by(delivery, lambda name: is_within(name, f"{NAME}.leads.enquiry")) == {}


def test_what_a_run_does_knows_nothing_of_what_starts_and_watches_it():
    below = modules_below("models", "stock", "images", "leads", "runs", "publishing")
    above = ("schedule", "health", "tick", "flows", "tasks", "management")

    assert imported_by(below, lambda name: is_within(name, *(f"{NAME}.{a}" for a in above))) == {}


def test_schedules_do_not_know_the_health_that_is_read_from_them():
    above = [f"{NAME}.{each}" for each in ("health", "tick", "flows", "tasks", "management")]

    assert imported_by(modules_below("schedule"), lambda name: is_within(name, *above)) == {}


def test_the_flows_do_not_know_how_vehicles_and_pictures_are_shown():
    flows = modules_below("models", "stock", "images", "runs")
    shown = [f"{NAME}.{each}" for each in ("listing", "presentation", "templatetags", "panel")]

    assert imported_by(flows, lambda name: is_within(name, *shown)) == {}
    assert imported_by(modules_below("panel"), lambda name: is_within(name, *shown)) != {}


def test_what_is_shown_does_not_know_the_admin():
    modules = modules_below("presentation", "listing", "templatetags")

    assert imported_by(modules, lambda name: is_within(name, f"{NAME}.panel")) == {}
