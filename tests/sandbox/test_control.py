import json
import time

import pytest
import requests

from .api import LEAD


@pytest.fixture
def control(sandbox):
    def post(name: str, **body: object) -> requests.Response:
        return requests.post(f"{sandbox.base_url}_control/{name}", json=body, timeout=5)

    return post


def test_another_process_plans_and_heals_faults(api, control):
    assert control("faults", fault="status", status=503, times=5).status_code == 200
    assert api.raw("StockService", "RequestToken").status_code == 503
    assert control("heal").status_code == 200
    assert api.stocks()["Code"] == 0


def test_another_process_replaces_the_stock(sandbox, control):
    control("stock", account="harbour", items=[{"StockNumber": "7"}])
    assert sandbox.stock("harbour") == [{"StockNumber": "7"}]
    control("stock", account="harbour", count=30, seed=2)
    assert len(sandbox.stock("harbour")) == 30
    control("stock", account="harbour", items=[])
    assert sandbox.stock("harbour") == []


def test_another_process_lets_days_pass(sandbox, control):
    control("stock", account="outback", count=30)
    control("day-passes", days=2)
    assert len(sandbox.stock("outback")) > 30


def test_the_state_has_counts_and_leads_and_no_secret(api, sandbox):
    api.call("CreateLead", **LEAD)
    state = requests.get(f"{sandbox.base_url}_control/state", timeout=5).json()
    assert state["calls"] == {"LeadService/RequestToken": 1, "LeadService/CreateLead": 1}
    assert state["tokens_issued"] == {"StockService": 0, "LeadService": 1}
    assert state["stock"] == {"harbour": 0, "outback": 0}
    assert state["leads"]["harbour"][0]["LeadStatus"] == 10
    assert api.account.account_secret not in json.dumps(state)
    assert api.account.lead_client_secret not in json.dumps(state)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("faults", {"fault": "no_such"}),
        ("faults", {"wrong": 1}),
        ("stock", {"account": "nobody", "items": []}),
        ("stock", {"account": "harbour"}),
        ("stock", {"account": "harbour", "items": [], "count": 3}),
        ("day-passes", {"weeks": 1}),
    ],
)
def test_a_wrong_control_is_refused_in_words(control, name, body):
    response = control(name, **body)
    assert response.status_code == 400
    assert response.json()["error"]


def test_a_control_that_does_not_exist_is_404(control):
    assert control("nothing").status_code == 404


def test_a_control_takes_json_only(sandbox):
    url = f"{sandbox.base_url}_control/heal"
    assert requests.post(url, data="{}", timeout=5).status_code == 400
    assert (
        requests.post(
            url, data=b"[]", headers={"Content-Type": "application/json"}, timeout=5
        ).status_code
        == 400
    )


def test_another_process_stops_the_listening(sandbox, control):
    assert control("stop-listening", seconds=60).json() == {"ok": True}
    deadline = time.monotonic() + 5
    with pytest.raises(requests.ConnectionError):
        while time.monotonic() < deadline:
            requests.get(f"{sandbox.base_url}_control/state", timeout=5)
