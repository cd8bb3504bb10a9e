import ast

from tests.project.source import package_modules, problems_by_file, syntax_tree

RECEIVERS = {"self", "cls"}


def functions(path):
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(syntax_tree(path)) if isinstance(node, kinds)]


def unannotated(function):
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    rest = [each for each in (arguments.vararg, arguments.kwarg) if each]
    names = [each.arg for each in [*named, *rest] if each.annotation is None]
    if function.returns is None:
        names.append("return")
    return [name for name in names if name not in RECEIVERS]


def test_every_function_says_what_it_takes_and_returns():
    def lacking(path):
        found = {function.name: unannotated(function) for function in functions(path)}
        return {name: names for name, names in found.items() if names}

    assert problems_by_file(package_modules(), lacking) == {}
