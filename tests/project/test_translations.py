"""Everything that a person reads can be translated."""

import ast
import re
from html.parser import HTMLParser

from tests.project.source import PACKAGE, package_modules, problems_by_file, read, syntax_tree

TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
READ_BY_PEOPLE = {"alt", "aria-label", "content", "label", "placeholder", "title"}
NOT_READ = {"script", "style"}

_translated = re.compile(r"{% (blocktrans\w*).*?%}.*?{% end\1 %}", re.DOTALL)
_comment = re.compile(r"{#.*?#}|{% comment.*?%}.*?{% endcomment %}", re.DOTALL)
_tag = re.compile(r"{%.*?%}", re.DOTALL)
_variable = re.compile(r"{{.*?}}", re.DOTALL)
_word = re.compile(r"[^\W\d_]{2,}")
_unnamed_placeholder = re.compile(r"%[sdrif]|{\d*}")


class TextReader(HTMLParser):
    """Collects the words of a page that stand in its text and in attributes that are read."""

    def __init__(self):
        super().__init__()
        self.found = []
        self._element = ""

    def handle_starttag(self, tag, attrs):
        self._element = tag
        for name, value in attrs:
            is_description = tag != "meta" or ("name", "description") in attrs
            if name in READ_BY_PEOPLE and is_description and _word.search(value or ""):
                self.found.append(value)

    def handle_endtag(self, tag):
        self._element = ""

    def handle_data(self, data):
        if self._element not in NOT_READ and _word.search(data):
            self.found.append(data.strip())


def untranslated(template):
    for pattern in (_comment, _translated, _tag):
        template = pattern.sub("", template)
    reader = TextReader()
    # Something stays in the place of a variable, which may be the name of an element.
    reader.feed(_variable.sub("x ", template))
    return reader.found


def test_a_template_has_no_text_of_one_language():
    assert problems_by_file(TEMPLATES, lambda path: untranslated(read(path))) == {}


def test_a_template_with_plain_text_would_be_found():
    assert untranslated('<p title="{{ x }} sold">{% translate "Sold" %} yesterday</p>') == [
        "x  sold",
        "yesterday",
    ]


def messages(path):
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            yield from node.args[: 2 if node.func.id.startswith("ngettext") else 1]


def is_translatable(message):
    return isinstance(message, ast.Constant) and not _unnamed_placeholder.search(message.value)


def test_a_message_is_a_constant_with_named_placeholders():
    def faulty_messages(path):
        return [ast.unparse(each) for each in messages(path) if not is_translatable(each)]

    assert problems_by_file(package_modules(), faulty_messages) == {}
