"""Utes, vans and people movers."""

from . import engines as e
from .cars import car

# fmt: off
VEHICLES = (
    car("TOYOTA", "HILUX", "SR5 (4X4)", "GUN126R MY22", "DUAL CAB P/UP - UTE", e.D28, "6A", "4X4",
        year=2022, price=58990, km=46210, colour="Glacier White", equipment="ute",
        text="<b>One owner, full Toyota history.</b><br>SR5 with <i>hard lid</i>, tub liner, tow "
        "bar and electric brakes.<br><br>Just serviced & ready for work on Monday, the beach on "
        "Saturday."),
    car("TOYOTA", "HILUX", "WORKMATE (4X2)", "TGN121R", "C/CHAS", e.P25, "5M", "RWD", year=2018,
        price=23990, km=121450, colour="Glacier White", equipment="basic", seats=2),
    car("FORD", "RANGER", "WILDTRAK 2.0 (4X4)", "PY MY22", "DOUBLE CAB P/UP - UTE", e.D20, "10A",
        "4X4", year=2023, price=67990, km=29870, colour="Luxe Yellow", equipment="ute"),
    car("FORD", "RANGER", "RAPTOR 3.0 (4X4)", "PY MY24", "DOUBLE CAB P/UP - UTE", e.P30T, "10A",
        "4X4", year=2024, price=86990, km=12440, colour="Code Orange", equipment="ute"),
    car("FORD", "RANGER", "XLT 3.0 (4X4)", "PY MY25", "DOUBLE CAB P/UP - UTE", e.D30V6, "10A",
        "4X4", year=2026, price=71840, km=14, colour="Meteor Grey", equipment="ute",
        condition="new"),
    car("ISUZU", "D-MAX", "X-TERRAIN (4X4)", "RG MY23", "CREW CAB UTILITY", e.D30, "6A", "4X4",
        year=2023, price=62880, km=35160, colour="Volcanic Amber", equipment="ute"),
    car("MITSUBISHI", "TRITON", "GLX+ (4X4)", "MR MY21", "DOUBLE CAB P/UP - UTE", e.D24, "6A",
        "4X4", year=2021, price=35990, km=82105, colour="Graphite Grey", equipment="ute"),
    car("NISSAN", "NAVARA", "PRO-4X (4X4)", "D23 MY23", "DUAL CAB P/UP - UTE", e.D23, "7A", "4X4",
        year=2023, price=52990, km=38700, colour="Stealth Grey", equipment="ute"),
    car("MAZDA", "BT-50", "THUNDER (4X4)", "TFS40J", "DUAL CAB P/UP - UTE", e.D30, "6A", "4X4",
        year=2022, price=56990, km=44380, colour="True Black", equipment="ute"),
    car("TOYOTA", "LANDCRUISER", "GXL (4X4)", "VDJ79R", "DOUBLE C/CHAS", e.D45V8, "5M", "4X4",
        year=2019, price=89990, km=98750, colour="Sandy Taupe", equipment="offroad"),
    car("HOLDEN", "UTE", "SS-V REDLINE", "VF II", "UTILITY", e.P62, "6A", "RWD", year=2017,
        price=54990, km=73440, colour="Phantom Black", equipment="luxury", seats=2),
    car("TOYOTA", "HIACE", "LWB", "GDH300R", "4D VAN", e.D28, "6A", "RWD", year=2021, price=46990,
        km=88120, colour="French Vanilla", equipment="van", seats=2),
    car("VOLKSWAGEN", "TRANSPORTER", "TDI450 LWB", "T6.1 MY23", "4D VAN", e.D20, "7D", "FWD",
        year=2023, price=57490, km=21034, colour="Candy White", equipment="van", seats=3),
    car("LDV", "G10", "EXECUTIVE", "SV7A", "4D WAGON - PEOPLE MOVER VAN", e.P20T, "6A", "RWD",
        year=2018, price=22990, km=97610, colour="Blade Silver", equipment="van", seats=9),
    car("KIA", "CARNIVAL", "PLATINUM", "KA4 MY24", "5D WAGON - PEOPLE MOVER VAN", e.P35, "8A",
        "FWD", year=2025, price=69990, km=3960, colour="Astra Blue", equipment="luxury", seats=8,
        condition="demo"),
)
# fmt: on
