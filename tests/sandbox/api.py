from __future__ import annotations

from typing import Any

import requests

from wagtail_easycars.sandbox import Sandbox
from wagtail_easycars.sandbox.contract import load_operations
from wagtail_easycars.sandbox.tokens import client_pair

LEAD = {
    "VehicleMake": "Toyota",
    "VehicleModel": "Corolla",
    "VehicleType": 1,
    "VehicleYear": 2021,
    "IsVehicleNew": False,
    "VehicleInterest": 1,
    "LeadCustomer": {"Name": "Kylie Nguyen", "Email": "kylie@example.com", "Mobile": "0420000000"},
}
QUOTATION = {
    "YardCode": "100",
    "VehicleMake": "Toyota",
    "VehicleModel": "Corolla",
    "VehicleType": 1,
    "IsVehicleNew": False,
    "VehicleYear": 2021,
    "QuoteDate": "22/11/2026",
    "BasePrice": 26990,
    "SellingPrice": 25990.5,
    "RegoState": "NSW",
    "QuotationCustomer1": {"Name": "Kylie Nguyen", "Email": "kylie@example.com"},
}


class Api:
    """Calls a sandbox as a dealer's website would, with everything right unless told otherwise.

    Every answer is checked against the contract's response schema.
    """

    def __init__(self, sandbox: Sandbox, account: str = "harbour") -> None:
        self.sandbox = sandbox
        self.account = sandbox.accounts[account]
        self.http = requests.Session()
        self._tokens: dict[str, str] = {}

    def request_token(self, service: str, **request: Any) -> dict[str, Any]:
        client_id, client_secret = client_pair(self.account, service)
        pair = {"ClientID": client_id, "ClientSecret": client_secret}
        return self.post(service, "RequestToken", **{"params": pair, **request})

    def token(self, service: str) -> str:
        if service not in self._tokens:
            self._tokens[service] = self.request_token(service)["Token"]
        return self._tokens[service]

    def stocks(self, **fields: Any) -> dict[str, Any]:
        return self.call("GetAdvertisementStocks", **fields)

    def call(self, endpoint: str, **fields: Any) -> dict[str, Any]:
        service = "StockService" if endpoint == "GetAdvertisementStocks" else "LeadService"
        return self.post(service, endpoint, json=self.body(**fields))

    def body(self, **fields: Any) -> dict[str, Any]:
        account = self.account
        return {
            "AccountNumber": account.account_number,
            "AccountSecret": account.account_secret,
            **fields,
        }

    def post(self, service: str, endpoint: str, **request: Any) -> dict[str, Any]:
        response = self.raw(service, endpoint, **request)
        assert response.status_code == 200
        answer: dict[str, Any] = response.json()
        operation = load_operations()[f"/{service}/{endpoint}"]
        assert operation.response_violations(answer) == []
        assert set(answer) == set(operation.response_fields)
        return answer

    def raw(self, service: str, endpoint: str, **request: Any) -> requests.Response:
        if endpoint != "RequestToken" and "headers" not in request:
            request["headers"] = {"Authorization": f"Bearer {self.token(service)}"}
        url = f"{self.sandbox.base_url}{service}/{endpoint}"
        return self.http.post(url, **{"timeout": 5, **request})


def fetch(api: Api, **request: Any) -> requests.Response:
    """GetAdvertisementStocks as it came, unchecked."""
    return api.raw("StockService", "GetAdvertisementStocks", json=api.body(), **request)
