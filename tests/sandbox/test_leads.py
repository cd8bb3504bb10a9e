import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .api import LEAD, Api


def test_leads_and_customers_are_numbered_in_sequence(api):
    answers = [api.call("CreateLead", **LEAD) for _ in range(2)]
    assert [answer["LeadNumber"] for answer in answers] == ["000001", "000002"]
    assert [answer["CustomerNo"] for answer in answers] == ["00001", "00002"]


def test_a_known_customer_is_named_by_number(api):
    first = api.call("CreateLead", **LEAD)["CustomerNo"]
    again = api.call("CreateLead", **{**LEAD, "LeadCustomer": {"CustomerNo": first, "Fax": "1"}})
    assert again["CustomerNo"] == first
    detail = api.call("GetLeadDetail", LeadNumber=again["LeadNumber"])
    assert (detail["CustomerName"], detail["CustomerFax"]) == ("Kylie Nguyen", "1")


def test_a_leads_detail_has_what_was_sent_and_no_status(api):
    number = api.call("CreateLead", **LEAD, ExternalID="abc", VehiclePrice=26990)["LeadNumber"]
    detail = api.call("GetLeadDetail", LeadNumber=number)
    assert (detail["ExternalID"], detail["VehiclePrice"]) == ("abc", 26990)
    assert (detail["CustomerMobile"], detail["Notes"]) == ("0420000000", None)
    assert "LeadStatus" not in detail


def test_a_lead_is_dated_in_sydney(api):
    number = api.call("CreateLead", **LEAD)["LeadNumber"]
    created = api.call("GetLeadDetail", LeadNumber=number)["CreatedDateTime"]
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d", created)
    now = datetime.now(ZoneInfo("Australia/Sydney")).replace(tzinfo=None)
    assert abs(now - datetime.strptime(created, "%d/%m/%Y %H:%M:%S")) < timedelta(minutes=1)


def test_an_update_changes_only_what_is_sent(api, sandbox):
    number = api.call("CreateLead", **LEAD, Notes="first", Rating=1)["LeadNumber"]
    assert api.call("UpdateLead", LeadNumber=number, Rating=3, LeadStatus=30)["Code"] == 0
    (lead,) = sandbox.leads("harbour")
    assert (lead["Notes"], lead["Rating"], lead["LeadStatus"]) == ("first", 3, 30)
    assert (lead["CustomerName"], lead["VehicleMake"]) == ("Kylie Nguyen", "Toyota")


def test_an_update_can_change_the_customer(api, sandbox):
    number = api.call("CreateLead", **LEAD)["LeadNumber"]
    customer = {"Name": "Kylie Tran", "Email": "kylie@example.com"}
    api.call("UpdateLead", LeadNumber=number, LeadCustomer=customer)
    (lead,) = sandbox.leads("harbour")
    assert (lead["CustomerName"], lead["CustomerMobile"]) == ("Kylie Tran", "0420000000")


def test_a_deleted_lead_is_final(api, sandbox):
    number = api.call("CreateLead", **LEAD)["LeadNumber"]
    api.call("UpdateLead", LeadNumber=number, LeadStatus=90)
    answer = api.call("UpdateLead", LeadNumber=number, LeadStatus=10)
    assert answer["Code"] == 7
    assert sandbox.leads("harbour")[0]["LeadStatus"] == 90


def test_an_unknown_lead_is_refused(api):
    assert api.call("GetLeadDetail", LeadNumber="000009")["Code"] == 7
    assert api.call("UpdateLead", LeadNumber="000009", Rating=1)["Code"] == 7


def test_a_lead_of_another_source_takes_a_number_and_stays_hidden(api, sandbox):
    number = sandbox.add_lead_of_other_source("harbour", LEAD)
    assert api.call("GetLeadDetail", LeadNumber=number)["Code"] == 7
    assert api.call("UpdateLead", LeadNumber=number, Rating=1)["Code"] == 7
    assert api.call("CreateLead", **LEAD)["LeadNumber"] == "000002"


def test_one_dealer_never_sees_anothers_leads(api, sandbox):
    number = api.call("CreateLead", **LEAD)["LeadNumber"]
    other = Api(sandbox, "outback")
    assert other.call("GetLeadDetail", LeadNumber=number)["Code"] == 7
    assert other.call("SearchContacts", Name="Kylie")["Contacts"] == []


def test_contacts_are_found_by_part_of_the_name_or_the_whole_email_or_number(api):
    api.call("CreateLead", **LEAD)

    def found(**fields: str) -> int:
        return len(api.call("SearchContacts", **fields)["Contacts"])

    assert (found(Name="ngu"), found(Email="kylie@example.com"), found(Phone="0420000000")) == (
        1,
        1,
        1,
    )
    assert (found(Name="Smith"), found(Email="kylie@"), found(Phone="042000000")) == (0, 0, 0)
    assert found(Name="kylie", Email="other@example.com") == 0


def test_a_search_without_a_condition_is_refused(api):
    answer = api.call("SearchContacts")
    assert "Name or Email or Phone" in answer["ErrorMessage"]
