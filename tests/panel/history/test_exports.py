"""Runs, and the changes of one, as files."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from wagtail_easycars.panel.history.links import get_history_url, get_run_url

HOSTILE = [
    '=HYPERLINK("https://evil.example";"x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\x0b=1+1",
]


def read_csv(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(StringIO(text, newline="")))


def read_xlsx(response):
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def read_json(response):
    return json.loads(b"".join(response.streaming_content))


@pytest.fixture
def export_history(clerk_client):
    return lambda **filters: clerk_client.get(get_history_url(**filters))


@pytest.fixture
def export_run(clerk_client):
    return lambda run, **parameters: clerk_client.get(get_run_url(run.pk), parameters)


@pytest.mark.parametrize(("export", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_spreadsheets_have_the_filtered_runs_in_words(
    export_history, make_run, clerk, export, read
):
    make_run(kind="leads", created=2, trigger="manual", user=clerk)
    make_run(kind="stock")

    (row,) = read(export_history(kind="leads", export=export))

    assert row["Kind"] == "Leads"
    assert row["Status"] == "Success"
    assert row["Trigger"] == "By hand"
    assert row["Started by"] == "clerk"
    assert str(row["New"]) == "2"
    assert row["Finished at"]


def test_json_has_the_filtered_runs_by_their_public_names(export_history, make_run):
    make_run(kind="stock")
    run = make_run(kind="leads", created=2, status="failed", error="No access.")

    response = export_history(kind="leads", export="json")
    (row,) = read_json(response)["runs"]

    assert 'filename="sync-history.json"' in response["Content-Disposition"]
    assert row["id"] == run.pk
    assert row["site"] == "harbour.example"
    assert row["created"] == 2
    assert row["error"] == "No access."


def test_json_of_nothing_is_a_list_of_nothing(export_history):
    assert read_json(export_history(export="json")) == {"runs": []}


def test_a_search_goes_for_the_export_too(export_history, make_run):
    wanted, _other = make_run(), make_run()
    wanted.changes.create(action="updated", reference="S1001")

    assert [row["Run"] for row in read_csv(export_history(q="S1001", export="csv"))] == [
        str(wanted.pk)
    ]


@pytest.mark.parametrize(("export", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_spreadsheets_have_the_filtered_changes_in_words(export_run, run, export, read):
    change = {"title": "2020 Kia Rio", "before": {"price": "10.00"}, "after": {"price": "20.00"}}
    run.changes.create(action="updated", reference="S1001", **change)
    run.changes.create(action="failed", reference="S1002", error="No price.")

    (changed,) = read(export_run(run, action="updated", export=export))
    (failed,) = read(export_run(run, q="1002", export=export))

    assert changed["Action"] == "Changed"
    assert changed["Record"] == "S1001"
    assert changed["Title"] == "2020 Kia Rio"
    assert changed["Before and after"] == "Price: $10 → $20"
    assert failed["Reason"] == "No price."


def test_json_has_all_changes_as_they_are(export_run, run):
    change = {"action": "updated", "before": {"n": 1}, "after": {"n": 2}}
    run.changes.bulk_create(
        run.changes.model(run=run, reference=f"S{number}", **change) for number in range(120)
    )

    rows = read_json(export_run(run, export="json"))["changes"]

    assert len(rows) == 120
    assert rows[0]["reference"] == "S0"
    assert (rows[0]["before"], rows[0]["after"]) == ({"n": 1}, {"n": 2})


@pytest.mark.parametrize(("export", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_no_cell_can_be_taken_for_a_formula(export_run, export_history, make_run, export, read):
    for text in HOSTILE:
        run = make_run(status="failed", error=text)
    for text in HOSTILE:
        change = {"reference": text, "title": text, "error": text, "after": {text: text}}
        run.changes.create(action="failed", **change)

    files = read(export_history(export=export)), read(export_run(run, export=export))
    cells = [str(value) for file in files for row in file for value in row.values()]

    for text in HOSTILE:
        assert len([cell for cell in cells if text.strip("\x0b\t\r") in cell]) >= 5
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_what_no_workbook_may_hold_is_left_out(export_run, run):
    run.changes.create(action="failed", title="Tyres\x0b and \x01rims")

    (row,) = read_xlsx(export_run(run, export="xlsx"))

    assert row["Title"] == "Tyres and rims"


@pytest.mark.parametrize("export", ["csv", "xlsx", "json"])
def test_an_export_takes_as_many_queries_for_many_rows_as_for_one(
    export_run, run, export, django_assert_max_num_queries
):
    run.changes.create(action="updated")
    with django_assert_max_num_queries(12) as with_one:
        b"".join(export_run(run, export=export).streaming_content)
    run.changes.bulk_create(run.changes.model(run=run, action="updated") for _ in range(50))

    with django_assert_max_num_queries(len(with_one)):
        b"".join(export_run(run, export=export).streaming_content)
