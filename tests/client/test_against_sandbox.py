"""All eight endpoints against the stand-in service, which checks every request by the contract."""

from datetime import date

import pytest

from wagtail_easycars.client import (
    Account,
    Credentials,
    EasyCarsClient,
    Limits,
    MemoryTokenStore,
)
from wagtail_easycars.client.errors import (
    AuthenticationRefused,
    CredentialsRefused,
    NotSent,
    OutcomeUnknown,
    Refused,
    ServiceFailed,
    TimedOut,
    UnusableAnswer,
)
from wagtail_easycars.client.payloads import (
    CreateLeadRequest,
    CreateQuotationRequest,
    ExtraType,
    FinanceStatus,
    LeadStatus,
    PaymentMethod,
    Rating,
    UpdateLeadRequest,
    VehicleInterest,
    VehicleType,
)
from wagtail_easycars.sandbox import Sandbox
from wagtail_easycars.secret import Secret

ITEMS = [
    {"StockNumber": "A1", "YardCode": "100", "Make": "Toyota", "Price": None},
    {"StockNumber": "A2", "YardCode": "200", "Make": "Škoda 🚗", "Price": 32990.0},
]


@pytest.fixture(scope="module")
def running():
    with Sandbox(catalogue=False) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running):
    running.heal()
    running.set_stock("harbour", ITEMS)
    return running


@pytest.fixture
def connect(sandbox):
    def connect(key="harbour", **overrides):
        account = sandbox.accounts[key]
        lead = Credentials(account.lead_client_id, Secret(account.lead_client_secret))
        arguments = {
            "base_url": sandbox.base_url,
            "account": Account(account.account_number, Secret(account.account_secret)),
            "stock": Credentials(account.stock_client_id, Secret(account.stock_client_secret)),
            "lead": lead if lead.client_id else None,
            "token_store": MemoryTokenStore(),
            "limits": Limits(connect_timeout=1, read_timeout=1, call_deadline=2),
        }
        return EasyCarsClient(**{**arguments, **overrides})

    return connect


@pytest.fixture
def client(connect):
    return connect()


def a_lead(**changes):
    values = {
        "stock_number": "A2",
        "vehicle_make": "Škoda",
        "vehicle_model": "Octavia",
        "vehicle_price": 32990,
        "vehicle_type": VehicleType.CAR,
        "vehicle_year": 2022,
        "is_vehicle_new": False,
        "vehicle_interest": VehicleInterest.BUY,
        "notes": "Can I see it on Saturday? 🚗",
        "vehicle_source_page_url": "https://dealer.example/vehicles/a2/",
        "finance_status": FinanceStatus.MAYBE,
        "rating": Rating.HOT,
        "external_id": "17",
        "lead_customer": {
            "name": "Zoë O'Brien",
            "email": "zoe@example.com",
            "mobile": "0400 000 000",
            "state": "NSW",
            "post_code": "2046",
        },
    }
    return CreateLeadRequest.build(**{**values, **changes})


def test_both_pairs_of_credentials_are_accepted(client):
    client.request_stock_token()
    client.request_lead_token()


def test_an_account_without_a_lead_pair_sends_leads_with_its_stock_pair(connect):
    client = connect("outback")

    client.request_lead_token()
    assert client.create_lead(a_lead()).lead_number


def test_a_wrong_client_secret_is_refused(connect, sandbox):
    account = sandbox.accounts["harbour"]
    client = connect(stock=Credentials(account.stock_client_id, Secret("wrong")))

    with pytest.raises(CredentialsRefused):
        client.request_stock_token()


def test_a_wrong_account_secret_is_refused(connect, sandbox):
    account = sandbox.accounts["harbour"]
    client = connect(account=Account(account.account_number, Secret("wrong")))

    client.request_stock_token()
    with pytest.raises(AuthenticationRefused) as caught:
        client.get_advertisement_stocks()
    assert not isinstance(caught.value, CredentialsRefused)


def test_the_stock_comes_whole_or_by_yard(client):
    assert client.get_advertisement_stocks().items == ITEMS
    assert client.get_advertisement_stocks("200").items == ITEMS[1:]


def test_a_lead_is_created_read_and_changed(client, sandbox):
    lead_number = client.create_lead(a_lead()).lead_number

    detail = client.get_lead_detail(lead_number)
    assert (detail.external_id, detail.customer_name) == ("17", "Zoë O'Brien")
    assert detail.lead_status is None

    client.update_lead(
        UpdateLeadRequest.build(
            lead_number=lead_number, lead_status=LeadStatus.WON, notes="Bought it"
        )
    )

    assert client.get_lead_detail(lead_number).notes == "Bought it"
    [lead] = [each for each in sandbox.leads("harbour") if each["LeadNumber"] == lead_number]
    assert lead["LeadStatus"] == 50


def test_a_known_customer_is_sent_by_number(client):
    customer_no = client.create_lead(a_lead()).customer_no

    again = client.create_lead(a_lead(lead_customer={"customer_no": customer_no}))

    assert again.customer_no == customer_no


def test_a_lead_that_nobody_knows_is_refused(client):
    with pytest.raises(Refused) as caught:
        client.get_lead_detail("999999")

    assert caught.value.code == 7


def test_contacts_are_found_by_each_key(client):
    client.create_lead(a_lead())

    assert client.search_contacts(name="O'Brien")
    assert client.search_contacts(email="zoe@example.com")[0].name == "Zoë O'Brien"
    assert client.search_contacts(phone="0400 000 000")
    assert client.search_contacts(name="Nobody") == []


def test_a_quotation_with_everything_is_accepted(client):
    customer = {"name": "Zoë O'Brien", "email": "zoe@example.com"}
    quotation = CreateQuotationRequest.build(
        lead_number=client.create_lead(a_lead()).lead_number,
        yard_code="100",
        stock_number="A2",
        vehicle_make="Škoda",
        vehicle_model="Octavia",
        vehicle_type=VehicleType.CAR,
        vehicle_year=2022,
        is_vehicle_new=False,
        quote_date=date(2026, 3, 7),
        base_price=32990,
        selling_price=31990.5,
        discount=999.5,
        rego_state="NSW",
        is_igc_price=True,
        tax_rate=0.1,
        quotation_customer1=customer,
        quotation_customer2={"name": "Sam", "email": "sam@example.com"},
        finance_company={"name": "Lender", "abn": "51824753556"},
        quotation_receipts=[
            {
                "amount": 500,
                "receive_date": date(2026, 3, 1),
                "payment_method": PaymentMethod.EFTPOS,
                "reference": "R-1",
            }
        ],
        quotation_tradeins=[
            {
                "allowance": 9000,
                "make": "Mazda",
                "model": "3",
                "vehicle_type": VehicleType.CAR,
                "vehicle_year": 2014,
                "build_date": "06/14",
                "vin": "JM0BM000000000000",
            }
        ],
        quotation_extras=[{"extra_type": ExtraType.STAMP_DUTY, "amount": 1200, "lct_apply": False}],
    )

    answer = client.create_quotation(quotation)

    assert answer.quote_number
    assert answer.customer_no1 != answer.customer_no2


def test_a_token_that_easycars_forgot_is_renewed_unnoticed(client, sandbox):
    client.get_advertisement_stocks()
    issued = sandbox.state()["tokens_issued"]
    sandbox.fail("token_expired", endpoint="GetAdvertisementStocks")

    assert client.get_advertisement_stocks().items == ITEMS
    assert sum(sandbox.state()["tokens_issued"].values()) == sum(issued.values()) + 1


def test_nothing_is_sent_where_nobody_listens(client, sandbox):
    sandbox.stop_listening()

    with pytest.raises(NotSent):
        client.create_lead(a_lead())


@pytest.mark.parametrize(
    ("fault", "options", "error_class"),
    [
        ("code_1", {}, AuthenticationRefused),
        ("code_7", {}, Refused),
        ("code_9", {}, ServiceFailed),
        ("status", {"status": 503}, ServiceFailed),
        ("status", {"status": 401}, AuthenticationRefused),
        ("reset", {}, OutcomeUnknown),
        ("answer_lost", {}, OutcomeUnknown),
        ("hang_up", {}, OutcomeUnknown),
        ("truncated", {}, OutcomeUnknown),
        ("hang_after", {"seconds": 1}, TimedOut),
        ("drip", {"seconds": 0.05}, TimedOut),
        ("html_page", {}, UnusableAnswer),
        ("html_page", {"processed": True}, UnusableAnswer),
        ("empty_body", {}, UnusableAnswer),
        ("null_body", {}, UnusableAnswer),
        ("cut_json", {}, UnusableAnswer),
        ("redirect", {}, UnusableAnswer),
        ("invalid_utf8", {}, UnusableAnswer),
        ("enormous", {"megabytes": 5}, UnusableAnswer),
    ],
)
def test_an_error_never_denies_a_lead_that_easycars_has(
    connect, sandbox, fault, options, error_class
):
    before = len(sandbox.leads("harbour"))
    client = connect(limits=Limits(call_deadline=0.15, max_answer_bytes=100_000))
    client.request_lead_token()
    sandbox.fail(fault, endpoint="CreateLead", times=2, **options)

    with pytest.raises(error_class) as caught:
        client.create_lead(a_lead())

    assert type(caught.value) is error_class
    if len(sandbox.leads("harbour")) > before:
        assert caught.value.carried_out is None


def test_a_lead_whose_token_request_got_lost_was_surely_not_sent(client, sandbox):
    before = len(sandbox.leads("harbour"))
    sandbox.fail("answer_lost", endpoint="RequestToken")

    with pytest.raises(NotSent) as caught:
        client.create_lead(a_lead())

    assert caught.value.endpoint == "LeadService/CreateLead"
    assert len(sandbox.leads("harbour")) == before
