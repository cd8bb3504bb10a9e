"""Making typed answers of documents. What cannot be made one is returned as an error, unraised."""

from __future__ import annotations

from typing import TypeVar

from wagtail_easycars.client.answers import Contact, NumberedAnswer, StockAnswer
from wagtail_easycars.client.errors import ClientError
from wagtail_easycars.client.exchange import WARNING, Answer

Model = TypeVar("Model", bound=NumberedAnswer)


def read_stock(answer: Answer, max_items: int) -> StockAnswer | ClientError:
    """A warning may come without ``StockList``; a success may not."""
    items = answer.document.get("StockList")
    is_missing = "StockList" not in answer.document and answer.code != WARNING
    if is_missing or not isinstance(items, list | None):
        return answer.unusable("no StockList")
    if items and len(items) > max_items:
        return answer.unusable(f"more than {max_items} vehicles")
    return StockAnswer(items, answer.code, answer.message)


def read_contacts(answer: Answer) -> list[Contact] | ClientError:
    contacts = answer.document.get("Contacts")
    if contacts is None and answer.code != WARNING:
        return []
    if not isinstance(contacts, list) or not all(isinstance(each, dict) for each in contacts):
        return answer.unusable("no list of Contacts")
    return [Contact.model_validate(contact) for contact in contacts]


def read_model(model: type[Model], answer: Answer) -> Model | ClientError:
    """Where EasyCars only warns, the number of what was made or read is what proves the success."""
    result = model.model_validate(answer.document)
    if answer.code == WARNING and not result.number:
        return answer.unusable("a warning without a number")
    return result
