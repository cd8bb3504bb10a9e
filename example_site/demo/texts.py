"""The pages of text that every dealer has; ``%(name)s`` and ``%(phone)s`` are the dealer's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageText:
    slug: str
    title: str
    introduction: str
    body: str


PAGE_TEXTS = (
    PageText(
        "finance",
        "Finance",
        "What it costs a week, what it costs in all, and what happens if you pay it off early.",
        "<h2>How it works</h2>"
        "<ol><li>Tell us which vehicle, and what you would like to pay a week.</li>"
        "<li>We ask several lenders and show you their offers side by side.</li>"
        "<li>You choose. Most approvals take a day.</li></ol>"
        "<h2>What to bring</h2>"
        "<ul><li>Your driver licence</li><li>Two recent payslips, or a tax return if you work for "
        "yourself</li><li>The rego papers of the vehicle you trade in</li></ul>"
        "<p>Every loan is subject to the lender’s approval. Call us on %(phone)s and we go through "
        "it together.</p>",
    ),
    PageText(
        "service",
        "Service",
        "Logbook services, tyres, brakes and roadworthies by the people who sold it to you.",
        "<h2>Book a service</h2>"
        "<p>Call %(phone)s with your rego and kilometres. We tell you the price before we start, "
        "and ring before we do anything else.</p>"
        "<h2>What we do</h2>"
        "<ul><li>Logbook services that keep the new-car warranty</li>"
        "<li>Brakes, suspension, tyres and wheel alignment</li>"
        "<li>Air conditioning, batteries and electrics</li>"
        "<li>Tow bars, brake controllers and weight checks</li></ul>",
    ),
    PageText(
        "about",
        "About us",
        "A family business that sells vehicles the way we like to buy them.",
        "<h2>Who we are</h2>"
        "<p>%(name)s began with four cars and a kettle. There are more of both now, and still "
        "somebody of the family on the lot every day we are open.</p>"
        "<h2>What you can expect</h2>"
        "<ul><li>The price in the window is the price on the website.</li>"
        "<li>You see the inspection report before you ask for it.</li>"
        "<li>If it is not the right one for you, we say so.</li></ul>"
        "<p>Drop in for a coffee, or call us on %(phone)s.</p>",
    ),
)
