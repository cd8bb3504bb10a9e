import pytest

from wagtail_easycars.models import Vehicle
from wagtail_easycars.presentation.facts import ELSEWHERE, GROUPS, get_fact_groups
from wagtail_easycars.presentation.features import split_features
from wagtail_easycars.stock.item import CONTRACT_FIELDS


def facts_of(**values):
    vehicle = Vehicle(**values)
    return {fact.label: fact.value for group in get_fact_groups(vehicle) for fact in group.facts}


def test_each_field_of_the_contract_is_shown_or_left_out_for_a_reason():
    shown = [field.name for _name, _heading, fields in GROUPS for field in fields]
    assert len(shown) == len(set(shown))
    assert set(shown) | set(ELSEWHERE) == CONTRACT_FIELDS
    assert not set(shown) & set(ELSEWHERE)


def test_what_staff_changed_wins_over_the_feed():
    facts = facts_of(colour="Red", pinned_fields=["colour"], feed={"Colour": "Blue", "DoorNum": 4})
    assert facts["Colour"] == "Red"
    assert facts["Doors"] == "4"


@pytest.mark.parametrize(
    ("feed", "label", "value"),
    [
        ({"GVM": 2440}, "GVM", "2,440 kg"),
        ({"EngineSize": 1969}, "Engine size", "1,969 cc"),
        ({"Length": 6.35}, "Length", "6.35 m"),
        ({"PowerkW": 173, "Powerhp": 231.82, "EnginePower": 173}, "Power", "173 kW / 232 hp"),
        ({"Powerhp": 115}, "Power", "115 hp"),
        ({"EnginePower": 173}, "Engine power", "173"),
        ({"TowBallWeight": "215"}, "Tow ball", "215 kg"),
        ({"TowBallWeight": "215kg"}, "Tow ball", "215kg"),
        ({"RegoExpiry": "12/03/2027"}, "Rego expires", "12/03/2027"),
        ({"BuiltDate": "2020-05-01T00:00:00"}, "Build date", "01/05/2020"),
        ({"BuiltDate": "May 2020"}, "Build date", "May 2020"),
        ({"Toilet": "Y"}, "Toilet", "Yes"),
        ({"Fridge": "Dometic 188L 3-Way"}, "Fridge", "Dometic 188L 3-Way"),
        ({"SeatCapacity": "5"}, "Seats", "5"),
    ],
)
def test_a_fact_has_its_unit_and_the_words_of_the_trade(feed, label, value):
    assert facts_of(feed=feed)[label] == value


@pytest.mark.parametrize(
    "feed",
    [
        {"Wheelsize": "0"},
        {"DoorNum": 0},
        {"Tare": None},
        {"EngineCapacity": "0.0L"},
        {"Toilet": "No"},
        {"Fridge": "   "},
        {"ComplianceDate": "N/A"},
        {"GVM": {"wrong": "type"}},
        {"GearCount": "many"},
        {"Stereo": ["a"]},
        {"EnginePower": 173, "PowerkW": 173},
    ],
)
def test_what_is_not_known_is_not_shown(feed):
    labels = set(facts_of(feed=feed)) - {"Condition", "Power"}
    assert labels == set()


def test_an_odometer_of_nothing_is_a_reading_and_none_is_not():
    assert facts_of(odometer=0)["Odometer"] == "0 km"
    assert "Odometer" not in facts_of(odometer=None)
    assert facts_of(odometer=48_211, odometer_unit="mi")["Odometer"] == "48,211 miles"


def test_features_are_split_at_commas_but_not_within_a_weight():
    text = " Tow Bar,, Tail Lift 1,500kg,Crane,Sunroof,Crane,Airbags - Window/Side"
    assert split_features(text) == [
        "Tow Bar",
        "Tail Lift 1,500kg",
        "Crane",
        "Sunroof",
        "Airbags - Window/Side",
    ]
    assert split_features(None) == []
    assert split_features(["a"]) == []


def test_the_page_shows_facts_features_and_the_yard(publish, visit_vehicle):
    feed = {"StandardFeatures": "ABS Brakes,Sunroof", "Location": "Brookvale", "GVM": 2440}
    html = visit_vehicle(publish(feed=feed, vin="JTE9BAJ00MA004101", registration="FEH95D")).html
    for text in ("ABS Brakes", "Brookvale", "2,440 kg", "JTE9BAJ00MA004101", "FEH95D", "50,000 km"):
        assert text in html
