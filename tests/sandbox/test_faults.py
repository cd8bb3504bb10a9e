import json
import threading
import time

import pytest
import requests

from wagtail_easycars.sandbox import Sandbox, SandboxError
from wagtail_easycars.sandbox.faults import FAULTS

from .api import LEAD, Api, fetch

STOCK = "GetAdvertisementStocks"


@pytest.mark.parametrize("fault", ["reset", "hang_up", "close_at_accept", "truncated"])
def test_a_broken_connection_breaks_one_call(stocked, sandbox, fault):
    stocked.http.close()
    sandbox.fail(fault)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        fetch(stocked)
    assert fetch(stocked).json()["Code"] == 0


@pytest.mark.parametrize(("fault", "leads"), [("reset", 0), ("answer_lost", 1), ("hang_up", 0)])
def test_a_lost_lead_is_told_from_one_whose_answer_was_lost(stocked, sandbox, fault, leads):
    sandbox.fail(fault, endpoint="CreateLead")
    with pytest.raises(requests.ConnectionError):
        stocked.call("CreateLead", **LEAD)
    assert len(sandbox.leads("harbour")) == leads


@pytest.mark.parametrize(("fault", "leads"), [("hang", 0), ("hang_after", 1)])
def test_a_time_out_before_or_after_processing(stocked, sandbox, fault, leads):
    sandbox.fail(fault, endpoint="CreateLead", seconds=30)
    body = stocked.body(**LEAD)
    with pytest.raises(requests.ReadTimeout):
        stocked.raw("LeadService", "CreateLead", json=body, timeout=0.1)
    assert len(sandbox.leads("harbour")) == leads


def test_healing_ends_a_wait(stocked, sandbox):
    sandbox.fail("slow", seconds=60)
    timer = threading.Timer(0.1, sandbox.heal)
    timer.start()
    assert fetch(stocked).json()["Code"] == 0


def test_nothing_listens_until_healed(stocked, sandbox):
    sandbox.stop_listening()
    with pytest.raises(requests.ConnectionError, match="refused"):
        requests.post(sandbox.base_url, timeout=5)
    url = sandbox.base_url
    sandbox.heal()
    assert sandbox.base_url == url
    assert fetch(stocked).json()["Code"] == 0


def test_listening_can_go_on_by_itself(sandbox):
    sandbox.stop_listening(seconds=0.1)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            status = requests.post(sandbox.base_url, timeout=5).status_code
        except requests.ConnectionError:
            continue
        break
    assert status == 404


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_an_http_error_comes_as_a_page(stocked, sandbox, status):
    sandbox.fail("status", status=status, retry_after=7)
    response = fetch(stocked)
    assert response.status_code == status
    assert response.headers["Retry-After"] == "7"
    assert response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("fault", "content"),
    [
        ("html_page", b"<!DOCTYPE html>"),
        ("empty_body", b""),
        ("null_body", b"null"),
        ("cut_json", b"{"),
    ],
)
def test_a_body_that_is_no_answer_has_status_200(stocked, sandbox, fault, content):
    sandbox.fail(fault)
    response = fetch(stocked)
    assert response.status_code == 200
    assert response.content.startswith(content)
    assert b'"Code":0' not in response.content


@pytest.mark.parametrize(("processed", "leads"), [(False, 0), (True, 1)])
def test_an_error_page_can_hide_that_the_lead_was_created(stocked, sandbox, processed, leads):
    sandbox.fail("status", endpoint="CreateLead", status=502, processed=processed)
    stocked.raw("LeadService", "CreateLead", json=stocked.body(**LEAD))
    assert len(sandbox.leads("harbour")) == leads


@pytest.mark.parametrize(
    ("fault", "code"), [("code_1", 1), ("code_5", 5), ("code_7", 7), ("code_9", 9)]
)
def test_a_code_comes_whatever_was_sent(stocked, sandbox, fault, code):
    sandbox.fail(fault, message="Because.")
    answer = stocked.stocks()
    assert (answer["Code"], answer["ErrorMessage"], answer["StockList"]) == (code, "Because.", None)
    assert stocked.stocks()["Code"] == 0


def test_code_5_can_come_with_the_list(stocked, sandbox):
    sandbox.fail("code_5_with_list")
    answer = stocked.stocks()
    assert (answer["Code"], len(answer["StockList"])) == (5, 6)


def test_a_redirect_leads_to_another_host(stocked, sandbox):
    sandbox.fail("redirect")
    response = fetch(stocked, allow_redirects=False)
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "http://elsewhere.invalid/",
    )


def test_an_expired_token_stays_expired_and_a_new_one_works(stocked, sandbox):
    sandbox.fail("token_expired", endpoint=STOCK)
    assert [stocked.stocks()["Code"] for _ in range(2)] == [1, 1]
    assert Api(sandbox).stocks()["Code"] == 0


def test_a_rejected_token_may_be_used_again(stocked, sandbox):
    sandbox.fail("token_rejected")
    assert [stocked.stocks()["Code"] for _ in range(2)] == [1, 0]


def test_a_token_can_be_issued_that_is_refused_at_once(sandbox):
    sandbox.fail("token_expired", endpoint="RequestToken")
    assert Api(sandbox).stocks()["Code"] == 1


def test_a_content_type_can_be_wrong(stocked, sandbox):
    sandbox.fail("wrong_content_type")
    response = fetch(stocked)
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.json()["Code"] == 0


def test_an_answer_can_be_no_utf8(stocked, sandbox):
    sandbox.fail("invalid_utf8")
    with pytest.raises(UnicodeDecodeError):
        fetch(stocked).content.decode("utf-8")


def test_an_answer_can_be_enormous(stocked, sandbox):
    sandbox.fail("enormous", megabytes=3)
    response = fetch(stocked, stream=True)
    assert int(response.headers["Content-Length"]) > 3 * 1024 * 1024
    response.close()


def test_an_answer_can_drip(stocked, sandbox):
    sandbox.fail("drip", seconds=0.01)
    response = fetch(stocked, stream=True)
    arrived = [response.raw.read1(1000) for _ in range(3)]
    assert all(0 < len(chunk) < 1000 for chunk in arrived)
    sandbox.heal()
    response.close()


def test_a_fault_counts_down_and_waits_for_its_endpoint(stocked, sandbox):
    sandbox.fail("code_9", endpoint=STOCK, times=2)
    assert stocked.call("SearchContacts", Name="x")["Code"] == 0
    assert [stocked.stocks()["Code"] for _ in range(3)] == [9, 9, 0]


def test_a_fault_can_name_the_service_of_an_endpoint(sandbox):
    sandbox.fail("code_9", endpoint="LeadService/RequestToken")
    api = Api(sandbox)
    assert api.request_token("StockService")["Code"] == 0
    assert api.request_token("LeadService")["Code"] == 9


def test_a_probable_fault_hits_the_same_calls_for_the_same_seed():
    def codes() -> list[int]:
        with Sandbox(catalogue=False, seed=4) as sandbox:
            api = Api(sandbox)
            api.token("StockService")
            sandbox.fail("code_9", probability=0.5)
            return [api.stocks()["Code"] for _ in range(20)]

    first = codes()
    assert first == codes()
    assert set(first) == {0, 9}


def test_healing_forgets_every_fault(stocked, sandbox):
    sandbox.fail("code_9", probability=1)
    sandbox.heal()
    assert stocked.stocks()["Code"] == 0


def test_pictures_fail_only_where_they_are_named(dealers):
    url = dealers.stock("harbour")[0]["ImageURLs"].split(",")[0]
    dealers.fail("status", status=503)
    assert requests.get(url, timeout=5).status_code == 200
    dealers.heal()
    dealers.fail("html_page", endpoint="images")
    assert requests.get(url, timeout=5).text.startswith("<!DOCTYPE html>")


def test_a_call_says_which_fault_it_met(stocked, sandbox):
    sandbox.fail("answer_lost")
    with pytest.raises(requests.ConnectionError):
        stocked.stocks()
    call = sandbox.calls[-1]
    assert (call.endpoint, call.fault, call.code, call.status) == (STOCK, "answer_lost", 0, None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"fault": "no_such"}, "There is no fault"),
        ({"fault": "reset", "endpoint": "NoSuch"}, "There is no endpoint"),
        ({"fault": "reset", "seconds": 3}, "unexpected keyword"),
    ],
)
def test_a_fault_that_does_not_exist_is_an_error(sandbox, arguments, message):
    with pytest.raises(SandboxError, match=message):
        sandbox.fail(**arguments)


def test_every_fault_is_described_and_tried(request):
    source = "".join(path.read_text() for path in request.path.parent.glob("test_*faults.py"))
    assert all(fault.description for fault in FAULTS.values())
    assert [name for name in FAULTS if json.dumps(name) not in source] == []
