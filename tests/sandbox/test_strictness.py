import pytest
import requests

from wagtail_easycars.sandbox import Sandbox, SandboxError

from .api import LEAD, QUOTATION, Api

CUSTOMER = LEAD["LeadCustomer"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"VehicleMake": None}, "VehicleMake must not be null"),
        ({"VehicleMake": " "}, "VehicleMake must not be blank"),
        ({"VehicleMake": "x" * 101}, "VehicleMake is longer than 100"),
        ({"VehicleModel": "x" * 51}, "VehicleModel is longer than 50"),
        ({"VehicleType": 7}, "VehicleType must be one of 1, 2, 3, 4, 5, 6"),
        ({"VehicleYear": "2021"}, "VehicleYear must be a whole number"),
        ({"VehicleYear": 2021.0}, "VehicleYear must be a whole number"),
        ({"VehicleYear": True}, "VehicleYear must be a whole number"),
        ({"IsVehicleNew": 0}, "IsVehicleNew must be true or false"),
        ({"VehicleInterest": 0}, "VehicleInterest must be one of"),
        ({"VehiclePrice": "26990"}, "VehiclePrice must be a number"),
        ({"FinanceStatus": 4}, "FinanceStatus must be one of"),
        ({"Rating": 0}, "Rating must be one of"),
        ({"ExternalID": "x" * 51}, "ExternalID is longer than 50"),
        ({"StockNumber": "x" * 21}, "StockNumber is longer than 20"),
        ({"VehicleSourcePageURL": "x" * 401}, "VehicleSourcePageURL is longer than 400"),
        ({"LeadStatus": 10}, "LeadStatus is not known"),
        ({"CustomerName": "Kylie"}, "CustomerName is not known"),
        ({"LeadCustomer": "Kylie"}, "LeadCustomer must be an object"),
        ({"LeadCustomer": {}}, "LeadCustomer needs CustomerNo or Name and Email"),
        ({"LeadCustomer": {"Name": "Kylie"}}, "LeadCustomer needs CustomerNo or Name and Email"),
        ({"LeadCustomer": {**CUSTOMER, "Email": None}}, "LeadCustomer.Email must not be null"),
        ({"LeadCustomer": {**CUSTOMER, "Mobile": "0" * 21}}, "LeadCustomer.Mobile is longer"),
        ({"LeadCustomer": {**CUSTOMER, "Country": "AU"}}, "LeadCustomer.Country is not known"),
        ({"LeadCustomer": {"CustomerNo": "99999"}}, "CustomerNo is not known"),
    ],
)
def test_a_lead_that_breaks_the_contract_is_refused_by_name(api, change, field):
    answer = api.call("CreateLead", **{**LEAD, **change})
    assert answer["Code"] == 7
    assert field in answer["ErrorMessage"]
    assert api.sandbox.leads("harbour") == []


@pytest.mark.parametrize("missing", sorted(LEAD))
def test_a_lead_without_a_required_field_is_refused(api, missing):
    answer = api.call("CreateLead", **{name: LEAD[name] for name in LEAD if name != missing})
    assert (answer["Code"], answer["ErrorMessage"]) == (7, f"{missing} is required.")


def test_a_lead_at_every_limit_is_accepted(api):
    customer = {"Name": "n" * 100, "Email": "e" * 100, "Address": "a" * 200, "City": "c" * 50}
    fields = {"VehicleMake": "m" * 100, "VehicleModel": "m" * 50, "StockNumber": "s" * 20}
    limits = {"ExternalID": "x" * 50, "VehicleSourcePageURL": "u" * 400, "LeadCustomer": customer}
    assert api.call("CreateLead", **{**LEAD, **fields, **limits})["Code"] == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"QuoteDate": "2026-11-22"}, "QuoteDate must be a date as dd/MM/yyyy"),
        ({"QuoteDate": "31/02/2026"}, "QuoteDate must be a date"),
        ({"QuoteDate": "1/2/2026"}, "QuoteDate must be a date"),
        ({"YardCode": "999"}, "YardCode is not known"),
        ({"LeadNumber": "000099"}, "LeadNumber is not known"),
        ({"RegoState": "NSWX"}, "RegoState is longer than 3"),
        ({"QuotationReceipts": [{"Amount": 1}]}, "QuotationReceipts.0.ReceiveDate is required"),
        ({"QuotationTradeins": [{"Allowance": "1"}]}, "QuotationTradeins.0.Allowance must be"),
        ({"QuotationExtras": [{"ExtraType": 2, "Amount": 1}]}, "QuotationExtras.0.ExtraType must"),
        ({"FinanceCompany": {"Name": "Bank"}}, "FinanceCompany.ABN is required"),
        ({"QuotationCustomer2": {"Email": "a@b.c"}}, "QuotationCustomer2 needs CustomerNo or"),
    ],
)
def test_a_quotation_that_breaks_the_contract_is_refused_by_name(api, change, field):
    answer = api.call("CreateQuotation", **{**QUOTATION, **change})
    assert answer["Code"] == 7
    assert field in answer["ErrorMessage"]


def test_a_whole_quotation_is_accepted_and_numbered(api):
    receipt = {"Amount": 500, "ReceiveDate": "22/11/2026", "PaymentMethod": 6, "Reference": "R1"}
    trade_in = {"Allowance": 9000, "Make": "Mazda", "Model": "2", "VehicleType": 1}
    answer = api.call(
        "CreateQuotation",
        **QUOTATION,
        QuotationCustomer2={"Name": "Bao Nguyen", "Email": "bao@example.com"},
        FinanceCompany={"Name": "Bank", "ABN": "11 111 111 111"},
        QuotationReceipts=[receipt],
        QuotationTradeins=[{**trade_in, "VehicleYear": 2016, "BuildDate": "03/16"}],
        QuotationExtras=[{"ExtraType": 6, "Amount": 810.5}],
    )
    numbers = (answer["QuoteNumber"], answer["CustomerNo1"], answer["CustomerNo2"])
    assert (answer["Code"], numbers) == (0, ("000001", "00001", "00002"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'{"AccountNumber": NaN}',
        b'{"a": "\xe9"}',
        b'{"a":1,"a":2}',
    ],
)
def test_a_body_that_is_no_json_object_is_refused(api, body):
    headers = {
        "Authorization": f"Bearer {api.token('StockService')}",
        "Content-Type": "application/json",
    }
    answer = api.post("StockService", "GetAdvertisementStocks", data=body, headers=headers)
    assert answer["Code"] == 7


def test_a_body_of_another_content_type_is_refused(api):
    headers = {"Authorization": f"Bearer {api.token('StockService')}", "Content-Type": "text/plain"}
    answer = api.post("StockService", "GetAdvertisementStocks", data=b"{}", headers=headers)
    assert "Content-Type" in answer["ErrorMessage"]


def test_a_query_string_is_refused_where_none_is_documented(api):
    answer = api.post(
        "StockService",
        "GetAdvertisementStocks",
        json=api.body(),
        params={"AccountSecret": api.account.account_secret},
    )
    assert answer["Code"] == 7
    assert api.account.account_secret not in answer["ErrorMessage"]


def test_an_unknown_property_of_a_stock_request_is_refused(api):
    assert api.stocks(Yard="100")["ErrorMessage"] == "Yard is not known."


def test_a_refusal_never_repeats_a_value(api):
    answer = api.stocks(AccountSecret=[api.account.account_secret])
    assert answer["Code"] == 7
    assert api.account.account_secret not in str(answer)


@pytest.mark.parametrize(
    "path", ["", "StockService", "StockService/Nothing", "LeadService/GetAdvertisementStocks"]
)
def test_an_unknown_path_is_404(sandbox, path):
    assert requests.post(f"{sandbox.base_url}{path}", timeout=5).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "PATCH"])
def test_an_endpoint_takes_post_only(sandbox, method):
    url = f"{sandbox.base_url}StockService/RequestToken"
    response = requests.request(method, url, timeout=5)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_services_live_under_the_prefix_only():
    with Sandbox(catalogue=False, prefix="TestECService") as sandbox:
        assert sandbox.base_url.endswith("/TestECService/")
        assert Api(sandbox).stocks()["Code"] == 0
        outside = sandbox.base_url.replace("TestECService/", "")
        assert requests.post(f"{outside}StockService/RequestToken", timeout=5).status_code == 404


def test_the_sandbox_listens_on_this_machine_only():
    with pytest.raises(SandboxError, match="this machine only"):
        Sandbox(host="0.0.0.0")


def test_a_port_that_is_taken_is_an_error_in_words(sandbox):
    port = int(sandbox.base_url.rstrip("/").rpartition(":")[2])
    with pytest.raises(SandboxError, match=f"Port {port} cannot be used"):
        Sandbox(port).start()
