from __future__ import annotations

from typing import Any

from .answers import Answer, Code, Refusal, json_answer
from .open_account import OpenAccount
from .tokens import client_pair

SUCCESS = {"Code": int(Code.SUCCESS), "ErrorMessage": None}


def create_lead(account: OpenAccount, body: dict[str, Any]) -> Answer:
    lead_number, customer_number = account.ledger.create(_source(account), body)
    return json_answer({"LeadNumber": lead_number, "CustomerNo": customer_number, **SUCCESS})


def update_lead(account: OpenAccount, body: dict[str, Any]) -> Answer:
    lead_number, customer_number = account.ledger.update(_source(account), body)
    return json_answer({"LeadNumber": lead_number, "CustomerNo": customer_number, **SUCCESS})


def get_lead_detail(account: OpenAccount, body: dict[str, Any]) -> Answer:
    return json_answer({**account.ledger.detail(_source(account), body["LeadNumber"]), **SUCCESS})


def search_contacts(account: OpenAccount, body: dict[str, Any]) -> Answer:
    contacts = account.ledger.contacts.search(
        name=body.get("Name"), email=body.get("Email"), phone=body.get("Phone")
    )
    return json_answer({"Contacts": contacts, **SUCCESS})


def create_quotation(account: OpenAccount, body: dict[str, Any]) -> Answer:
    if body["YardCode"] not in {yard.code for yard in account.yards}:
        raise Refusal(Code.FAILED, "YardCode is not known.")
    if "LeadNumber" in body:
        account.ledger.check_own(_source(account), body["LeadNumber"])
    return json_answer({**account.ledger.quote(body), **SUCCESS})


def _source(account: OpenAccount) -> str:
    client_id, _secret = client_pair(account, "LeadService")
    return client_id


HANDLERS = {
    "CreateLead": create_lead,
    "UpdateLead": update_lead,
    "GetLeadDetail": get_lead_detail,
    "SearchContacts": search_contacts,
    "CreateQuotation": create_quotation,
}
