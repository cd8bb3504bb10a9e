"""What a visitor asks the listing for, and what the site knows by then."""

from __future__ import annotations

NEW_STOCK, KNOWN_STOCK, AGAIN = "stock changed", "first view", "viewed again"
VIEWS = (NEW_STOCK, KNOWN_STOCK, AGAIN)

WORD = "a word"

# Filled in with a make of the stock, and the number of the last page.
STATES = {
    "no filter": "",
    "one make": "make={make}",
    "one make, a price range": "make={make}&price_from=20000&price_to=60000",
    "by price": "sort=price",
    "last page": "page={last}",
    WORD: "q={make}",
}
