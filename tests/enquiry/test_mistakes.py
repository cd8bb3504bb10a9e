"""What a visitor gets wrong is kept, and said kindly."""

from __future__ import annotations

import re

import pytest

from tests.enquiry.conftest import read_form
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.usefixtures("dealer")

TYPED = {
    "name": "Jo",
    "email": "jo@",
    "phone": "9799 1234",
    "message": 'I said "hello" & <b>bye</b>',
    "kind": "test-drive",
    "preferred_contact": "phone",
    "finance": "2",
}


def errors_of(response):
    return re.findall(r'<a href="#[^"]+">([^<]+)</a>', response.content.decode())


def test_what_was_typed_is_kept(send, publish):
    response = send(publish().page.url, **TYPED)
    shown = read_form(response)
    assert {name: shown.values[name] for name in TYPED} == TYPED
    assert "stock=A1" in shown.action
    assert not Lead.objects.exists()


def test_a_summary_leads_to_each_field_and_gets_the_focus(send):
    html = send(**TYPED).content.decode()
    summary = html[html.index("data-ec-problems") - 200 : html.index("</ul>")]
    assert "autofocus" in summary
    assert 'tabindex="-1"' in summary
    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in html


def test_a_field_tells_a_screen_reader_what_is_wrong(send):
    html = send(**TYPED).content.decode()
    field = re.search(r'<input type="email"[^>]+>', html)[0]
    assert 'aria-invalid="true"' in field
    described_by = re.search(r'aria-describedby="([^"]+)"', field)[1]
    assert re.search(rf'id="{described_by}"[^>]*><li>Check the email address', html)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter your name"),
        ({"email": ""}, "Enter your email address"),
        ({"email": "jo.example.com"}, "Check the email address"),
        ({"phone": "9799 1234"}, "Give its area code"),
        ({"preferred_contact": "phone"}, "Enter your phone number"),
        ({"name": "J" * 101}, "At most 100 characters fit here, and these are 101"),
        ({"email": f"{'j' * 50}@{'e' * 50}.com"}, "At most 100 characters fit here"),
        ({"message": "m" * 4001}, "At most 4000 characters fit here, and these are 4001"),
        ({"kind": "sell", "own_make": "m" * 101}, "At most 100 characters fit here"),
        ({"kind": "sell", "own_model": "m" * 51}, "At most 50 characters fit here"),
        ({"kind": "sell", "own_year": "last"}, "Enter the year with four digits"),
        ({"kind": "sell", "own_year": "1700"}, "Enter a year between 1886"),
        ({"kind": "sell", "own_odometer": "many"}, "Enter the kilometres as a number"),
    ],
)
def test_each_mistake_has_its_own_words(send, typed, said):
    assert any(said in error for error in errors_of(send(**typed)))
    assert not Lead.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"own_year": "18"},
        {"own_make": "m" * 101},
        {"own_odometer": "many"},
        {"own_type": "99"},
    ],
)
def test_a_mistake_in_what_is_hidden_by_now_keeps_nobody_from_sending(send, lead, typed):
    send(kind="buy", **typed)
    assert lead().vehicle_make == ""
    assert "many" not in lead().message


def test_after_mending_the_enquiry_is_taken(send, post):
    shown = read_form(send(email="jo@"))
    response = post({**shown.values, "email": "jo@example.com"}, shown.action)
    assert response.status_code == 302
    assert Lead.objects.get().customer_email == "jo@example.com"


def test_pasted_lines_and_blanks_are_tidied(send, lead):
    send(name="  Jo \r\n Citizen\t", email=" jo@example.com ", message="one\r\ntwo \n")
    assert lead().customer_name == "Jo Citizen"
    assert lead().customer_email == "jo@example.com"
    assert lead().message == "one\ntwo"
