"""What a real feed has and a tidy one would not, by stock number.

Kept apart from the tables, so that each oddity can be found and none is an accident.
"""

from __future__ import annotations

from typing import Any

AWKWARD: dict[str, dict[str, Any]] = {
    # Harbour City Motors
    "4102": {"VIN": "", "IsDepositTaken": True},
    "4103": {"AdvSpecialPrice": 31990, "IsSpecial": True},
    "4104": {"Odometer": None, "ShortDescription": ""},
    "4105": {"Badge": "ACTIVE ", "Series": "PD2 MY20 "},
    "4106": {"StockStatus": "On Offer"},
    "4107": {
        "AdvDescription": "🔥 PRICE DROP 🔥 Cerato GT, one owner.\n\n✅ Full Kia history\n"
        "✅ Two keys\n✅ Balance of 7 year warranty\n\nParlez-nous français! "
        "Se habla español — 我们说中文.",
        "AdvSpecialPrice": 28990,
        "IsSpecial": True,
    },
    "4109": {
        "AdvDescription": "<p><b>GOLF 8 LIFE</b> with the <i>lot</i>.</p>"
        "<ul><li>Digital cockpit</li>"
        "<li>Travel Assist</li></ul>Warranty to 2028<br><br>Call <b>now</b> &amp; "
        "drive away today!",
    },
    "4110": {"VideoLink": "https://www.youtube.com/watch?v=HARBOUR4110"},
    "4112": {"RegoNum": "", "RegoExpiry": None, "ComplianceDate": "N/A"},
    "4114": {"ImageCount": 12},
    "4116": {
        "AdvDescription": "<script>alert('sold by script')</script>Model 3 RWD, white on black. "
        '<a href="javascript:alert(1)" onclick="alert(2)">See more</a> '
        "<img src=x onerror=alert(3)>Autopilot, 19-inch wheels, home charger negotiable.",
    },
    "4118": {"Price": None, "IsDriveAway": None},
    "4120": {
        "AdvDescription": "",
        "StandardFeatures": "",
        "OptionalFeatures": "",
        "Colour": "BLUE",
    },
    "4122": {"AdvSpecialPrice": 47990, "IsSpecial": True, "IsDepositTaken": True},
    "4126": {"IsDriveAway": False},
    "4128": {"VIN": "", "RegoNum": ""},
    "4131": {"StockStatus": "On Offer", "IsDepositTaken": True},
    "4134": {"AdvSpecialPrice": 39990, "IsSpecial": True},
    "4138": {"Odometer": None},
    "4141": {"GearType": "6 SP AUTOMATIC ", "Wheelsize": "18", "NVIC": "0JW22A"},
    "4145": {"AdvDescription": "Excl. GST & on-roads: price is for ABN holders <$100k p.a."},
    # Outback Trucks & Caravans
    "2302": {"Badge": "20'6 CLUB LOUNGE ", "IsDepositTaken": True},
    "2304": {"StockStatus": "On Offer"},
    "2308": {"Odometer": None},
    "2311": {"VIN": "", "RegoExpiry": None},
    "2318": {"ImageURLs": "", "ImageCount": 0},
}
