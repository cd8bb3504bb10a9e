import copy
import json
import pickle

import pytest
from django.template import Context, Template

from wagtail_easycars.secret import Secret

PLAIN = "correct horse"


@pytest.fixture
def secret():
    return Secret(PLAIN)


def test_only_reveal_gives_the_text_out(secret):
    assert secret.reveal() == PLAIN


@pytest.mark.parametrize(
    "show",
    [str, repr, "{}".format, "{:>40}".format, "%s".__mod__, "%r".__mod__, lambda s: repr([{1: s}])],
)
def test_printing_it_shows_a_mask(secret, show):
    assert "********" in show(secret)
    assert PLAIN not in show(secret)


def test_the_mask_does_not_tell_the_length():
    assert str(Secret("a")) == str(Secret("a" * 50))


@pytest.mark.parametrize("expression", ["secret", "secret.reveal"])
def test_a_template_cannot_show_it(secret, expression):
    html = Template(f"{{{{ {expression} }}}}").render(Context({"secret": secret}))

    assert PLAIN not in html


def test_it_equals_the_same_text_plain_or_secret(secret):
    assert secret == PLAIN
    assert secret == PLAIN
    assert secret == Secret(PLAIN)
    assert secret == Secret(secret)
    assert secret != "something else"
    assert secret != Secret("something else")
    assert secret != 17
    assert Secret("Zürich") == "Zürich"


def test_it_hashes_as_its_text(secret):
    assert {PLAIN: 1}[secret] == 1
    assert len({secret, PLAIN, Secret(PLAIN)}) == 1


def test_it_has_the_length_and_truth_of_its_text(secret):
    assert len(secret) == len(PLAIN)
    assert secret
    assert not Secret("")


def test_it_is_no_text(secret):
    assert not isinstance(secret, str)
    with pytest.raises(TypeError):
        "".join([secret])


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_cannot_be_pickled(secret, protocol):
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps({"secret": secret}, protocol)


def test_it_cannot_become_json(secret):
    with pytest.raises(TypeError) as caught:
        json.dumps({"secret": secret})

    assert PLAIN not in str(caught.value)


def test_a_copy_is_the_same_secret(secret):
    assert copy.copy(secret) == PLAIN
    assert copy.deepcopy({"secret": secret})["secret"] == PLAIN
