import re

from tests.project.source import problems_by_file, python_files, read, text_files

LINES_AT_MOST = 300
_path_of_a_machine = re.compile(r"(?<![\w.])/(?:tmp|home|root|work|Users)/\w+")
_unfinished = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")


def test_a_module_is_short_enough_to_have_one_subject():
    modules = [path for path in python_files() if "migrations" not in path.parts]

    lengths = problems_by_file(modules, lambda path: len(read(path).splitlines()))

    assert {name: lines for name, lines in lengths.items() if lines > LINES_AT_MOST} == {}


def test_no_file_names_a_folder_of_somebodys_machine():
    assert problems_by_file(text_files(), lambda path: _path_of_a_machine.findall(read(path))) == {}


def test_nothing_is_left_unfinished():
    assert problems_by_file(text_files(), lambda path: _unfinished.findall(read(path))) == {}
