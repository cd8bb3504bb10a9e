import json

import pytest
import responses

from wagtail_easycars.client import Account, Credentials, EasyCarsClient, Limits, MemoryTokenStore
from wagtail_easycars.secret import Secret

BASE_URL = "https://easycars.test/ECService/"
STOCK_SECRET = "5t0ck/s3cr3t+with&odd=characters 1"
LEAD_SECRET = "l34d-s3cr3t%of@the#lead?service"
ACCOUNT_SECRET = "0f1e2d3c-aaaa-bbbb-cccc-1234567890ab"


@pytest.fixture
def token_store():
    return MemoryTokenStore()


@pytest.fixture
def make_client(token_store):
    def make(base_url=BASE_URL, **overrides):
        arguments = {
            "base_url": base_url,
            "account": Account("EC103815", Secret(ACCOUNT_SECRET)),
            "stock": Credentials("stock-id", Secret(STOCK_SECRET)),
            "lead": Credentials("lead-id", Secret(LEAD_SECRET)),
            "token_store": token_store,
            "limits": Limits(connect_timeout=1, read_timeout=1),
        }
        return EasyCarsClient(**{**arguments, **overrides})

    return make


@pytest.fixture
def client(make_client):
    return make_client()


class Service:
    """EasyCars as ``responses`` plays it: one answer after the other, the last one repeated."""

    def __init__(self, mock):
        self.mock = mock
        self.token_number = 0

    def answers(self, path, document=None, **kwargs):
        if document is not None:
            kwargs["json"] = document
        self.mock.post(BASE_URL + path, **kwargs)

    def gives_tokens(self):
        for service in ("StockService", "LeadService"):
            url = f"{BASE_URL}{service}/RequestToken"
            self.mock.add_callback(responses.POST, url, callback=self._token)

    def _token(self, request):
        self.token_number += 1
        document = {"Token": f"t0ken-number-{self.token_number}", "Code": 0, "ErrorMessage": None}
        return 200, {}, json.dumps(document)

    def calls(self, operation=""):
        return [call.request for call in self.mock.calls if operation in call.request.url]

    def last_body(self):
        return json.loads(self.mock.calls[-1].request.body)


@pytest.fixture
def service():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield Service(mock)


@pytest.fixture
def service_with_tokens(service):
    service.gives_tokens()
    return service
