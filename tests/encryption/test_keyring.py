import random
import string

import pytest

from wagtail_easycars.encryption import (
    BadFormat,
    BadKey,
    EncryptionError,
    Keyring,
    NoKeys,
    Tampered,
    UnknownKey,
    get_keyring,
    is_token,
    new_key,
)

from .conftest import SECRET

CONTEXT = ("app.model", "row", "field")
# Fixed, since they are in the names of tests, which have to be the same in every process.
K1 = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
K2 = "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8"


def seen_in_traceback(error):
    """The names and contents of all variables of the package's frames below ``error``."""
    traceback, seen = error.__traceback__, ""
    while traceback:
        if "wagtail_easycars" in traceback.tb_frame.f_globals["__name__"]:
            seen += repr(traceback.tb_frame.f_locals)
        traceback = traceback.tb_next
    return seen


@pytest.mark.parametrize("plain", ["x", SECRET, "", "schlüssel 🔑", "a" * 10_000])
def test_what_is_encrypted_decrypts_to_itself(plain):
    keyring = Keyring([K1])
    assert keyring.decrypt(keyring.encrypt(plain, *CONTEXT), *CONTEXT) == plain


def test_a_token_does_not_hold_the_plain_text_and_no_two_are_alike():
    keyring = Keyring([K1])
    tokens = {keyring.encrypt(SECRET, *CONTEXT) for _ in range(100)}
    assert len(tokens) == 100
    assert not any(SECRET in token for token in tokens)


def test_the_first_key_encrypts_and_all_decrypt():
    old = Keyring([K1]).encrypt(SECRET, *CONTEXT)
    keyring = Keyring([K2, K1])
    new = keyring.encrypt(SECRET, *CONTEXT)
    assert new.startswith("ec1:k2:")
    assert keyring.decrypt(old, *CONTEXT) == keyring.decrypt(new, *CONTEXT) == SECRET
    assert keyring.is_current(new)
    assert not keyring.is_current(old)


def test_a_key_may_be_written_with_its_padding():
    token = Keyring([K1]).encrypt(SECRET, *CONTEXT)
    assert Keyring([f"{K1}="]).decrypt(token, *CONTEXT) == SECRET


def test_none_of_20000_one_character_edits_opens():
    keyring = Keyring([K1, K2])
    token = keyring.encrypt(SECRET, *CONTEXT)
    randomly = random.Random(2026)
    characters = string.ascii_letters + string.digits + "-_=+/: \n\x00é"
    for _ in range(20_000):
        position = randomly.randrange(len(token))
        kind = randomly.choice(["replace", "insert", "delete"])
        put = "" if kind == "delete" else randomly.choice(characters)
        edited = token[:position] + put + token[position + (kind != "insert") :]
        if edited == token:
            continue
        with pytest.raises(EncryptionError):
            keyring.decrypt(edited, *CONTEXT)


def test_no_other_spelling_of_the_last_character_opens():
    keyring = Keyring([K1])
    token = keyring.encrypt("one byte off", *CONTEXT)
    for character in string.ascii_letters + string.digits + "-_":
        if character != token[-1]:
            with pytest.raises(EncryptionError):
                keyring.decrypt(token[:-1] + character, *CONTEXT)


@pytest.mark.parametrize(
    "context",
    [
        ("app.other", "row", "field"),
        ("app.model", "row2", "field"),
        ("app.model", "row", "other"),
        ("app.model", "field", "row"),
        ("app.model", "rowf", "ield"),
        ("app.model", "row"),
        ("app.model", "row", "field", ""),
        (),
    ],
)
def test_a_token_opens_in_no_other_context(context):
    keyring = Keyring([K1])
    with pytest.raises(Tampered):
        keyring.decrypt(keyring.encrypt(SECRET, *CONTEXT), *context)


def test_another_key_under_the_same_id_is_told_from_a_missing_one():
    token = Keyring([K1]).encrypt(SECRET, *CONTEXT)
    with pytest.raises(Tampered, match="k1"):
        Keyring([new_key("k1")]).decrypt(token, *CONTEXT)
    with pytest.raises(UnknownKey, match="k1"):
        Keyring([K2]).decrypt(token, *CONTEXT)


def test_relabelling_a_token_with_another_key_id_does_not_open_it():
    same_key_twice = [K1, K1.replace("k1:", "k2:")]
    keyring = Keyring(same_key_twice)
    token = keyring.encrypt(SECRET, *CONTEXT)
    with pytest.raises(Tampered):
        keyring.decrypt(token.replace("ec1:k1:", "ec1:k2:"), *CONTEXT)


@pytest.mark.parametrize("text", ["", SECRET, "ec1:k1:", "ec1:k1:AAAA", "ec2:k1:AAAA", "ec1::AAAA"])
def test_what_is_no_token_is_told_from_what_was_changed(text):
    with pytest.raises(BadFormat):
        Keyring([K1]).decrypt(text, *CONTEXT)


def test_half_a_surrogate_pair_is_refused_and_shown_nowhere():
    with pytest.raises(BadFormat) as caught:
        Keyring([K1]).encrypt(f"{SECRET}\ud800", *CONTEXT)
    assert SECRET not in str(caught.value) + seen_in_traceback(caught.value)
    assert caught.value.__context__ is None


def test_what_is_no_token_does_not_look_like_one():
    assert is_token(Keyring([K1]).encrypt(SECRET, *CONTEXT))
    assert not is_token(SECRET)
    assert not is_token("ec1:k1:AAA=")
    assert not is_token("ec1:k1:AB")


@pytest.mark.parametrize(
    "entry",
    [
        K1.removeprefix("k1:"),
        K1[:-2],
        f"{K1}AAAA",
        K1.replace("k1:", ":"),
        K1.replace("k1:", "k 1:"),
        f"k1:{'*' * 43}",
        "k1:",
        "",
        42,
        None,
    ],
)
def test_a_malformed_key_is_named_by_its_place_and_never_shown(entry):
    with pytest.raises(BadKey, match=r"Key number 2 .*--new-key") as caught:
        Keyring([K2, entry])
    seen = str(caught.value) + seen_in_traceback(caught.value)
    assert K1.removeprefix("k1:")[:20] not in seen
    assert K2.removeprefix("k2:") not in seen


def test_two_keys_with_one_id_are_refused():
    with pytest.raises(BadKey, match="k1"):
        Keyring([K1, new_key("k1")])


@pytest.mark.parametrize("keys", [K1, None, 42])
def test_a_single_value_in_place_of_the_list_is_refused(keys):
    with pytest.raises(BadKey, match="list"):
        Keyring(keys)


def test_without_keys_the_message_says_how_to_make_one(use_keys):
    use_keys()
    with pytest.raises(NoKeys, match="--new-key"):
        get_keyring()


def test_the_keyring_follows_the_setting(use_keys):
    use_keys(K1)
    token = get_keyring().encrypt(SECRET, *CONTEXT)
    use_keys(K2)
    with pytest.raises(UnknownKey):
        get_keyring().decrypt(token, *CONTEXT)
    use_keys(K2, K1)
    assert get_keyring().decrypt(token, *CONTEXT) == SECRET


@pytest.mark.parametrize("key_id", ["", "k:1", "k 1", "k" * 33, "clé"])
def test_a_new_key_needs_a_plain_id(key_id):
    with pytest.raises(BadKey, match="letters"):
        new_key(key_id)


def test_a_keyring_shows_no_key():
    assert K1.removeprefix("k1:") not in repr(vars(Keyring([K1])))
