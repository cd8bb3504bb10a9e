"""What visitors of the first dealer's website wrote: stock numbers, and the leads' own values.

EasyCars takes no customer without an email address, so the last one is refused, and is there to be
mended. Numbers are from the range that is set aside for fiction.
"""

from __future__ import annotations

from typing import Any

from wagtail_easycars.models import Lead

ENQUIRIES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "4126",
        {
            "kind": Lead.Kind.BUY,
            "interest": Lead.Interest.BUY,
            "customer_name": "Priya Raman",
            "customer_email": "priya.raman@example.com",
            "customer_mobile": "0491 570 156",
            "message": "Is the CX-5 still there, and has it had one owner?\n"
            "I could come by on Thursday after five.",
        },
    ),
    (
        "4137",
        {
            "kind": Lead.Kind.FINANCE,
            "interest": Lead.Interest.BUY,
            "finance_status": Lead.FinanceStatus.YES,
            "customer_name": "Tom Walker",
            "customer_email": "tom.walker@example.com",
            "preferred_contact": Lead.PreferredContact.EMAIL,
            "message": "What would the HiLux cost me a week over five years, with 10,000 down?",
        },
    ),
    (
        "4103",
        {
            "kind": Lead.Kind.TEST_DRIVE,
            "interest": Lead.Interest.TEST_DRIVE,
            "customer_name": "Kim Nguyen",
            "customer_mobile": "0491 570 157",
            "preferred_contact": Lead.PreferredContact.PHONE,
            "message": "Could I drive the Mazda 3 on Saturday morning?",
        },
    ),
)
