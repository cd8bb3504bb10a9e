# ruff: noqa: PLR0917  (pytest passes fixtures by name)
"""Vehicles leave the site, or stay, by a person's decision and by nothing else."""

from __future__ import annotations

import pytest
from wagtail.log_actions import registry

from tests.panel.reading import listed_in, messages_of, soup_of
from tests.torture.state import listed_numbers
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.runs.lease import hold
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.held import dismiss_withdrawals

pytestmark = pytest.mark.django_db


def held_numbers():
    return set(Vehicle.objects.held().values_list("stock_number", flat=True))


def numbers(vehicles):
    return {vehicle.stock_number for vehicle in vehicles}


def test_nothing_happens_before_it_is_confirmed(pages, held, site):
    asked = pages.ask("approve", *held[:2])

    assert "Take 2 vehicles off the site?" in asked.content.decode()
    assert listed_in(asked) == [f"{each.stock_number}: {each.title}" for each in held[:2]]
    assert len(listed_numbers(site)) == 10


def test_one_is_taken_off_the_site(pages, held, site):
    asked = pages.ask("approve", held[0])
    assert "Visitors no longer find it, and its page says" in asked.content.decode()
    response = pages.confirm(asked)

    assert messages_of(response) == ["1 vehicle has left the site. See the run"]
    assert held[0].stock_number not in listed_numbers(site)
    assert held_numbers() == numbers(held[1:])


def test_several_are_kept_until_the_next_sync(pages, held, site, sync):
    response = pages.confirm(pages.ask("dismiss", *held[:3]))

    assert messages_of(response) == [
        "3 vehicles stay on the site. The next sync decides anew. See the run"
    ]
    assert held_numbers() == numbers(held[3:])
    assert len(listed_numbers(site)) == 10
    sync()
    assert held_numbers() == numbers(held)


def test_all_are_taken_off_the_site(pages, held, site):
    asked = pages.ask("approve", all=1)
    assert len(listed_in(asked)) == 7

    response = pages.confirm(asked)

    assert messages_of(response) == ["7 vehicles have left the site. See the run"]
    assert len(listed_numbers(site)) == 3
    assert held_numbers() == set()


def test_the_run_says_who_decided_and_what_is_still_held(pages, held, manager):
    pages.confirm(pages.ask("approve", *held[:2]))

    run = SyncRun.objects.latest("pk")
    assert (run.trigger, run.user, run.status) == ("manual", manager, "success")
    assert (run.withdrawn, run.held, run.done, run.total) == (2, 5, 2, 2)
    changes = run.changes.filter(action=SyncChange.Action.WITHDRAWN)
    assert {change.user for change in changes} == {manager}


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ("approve", "Withdrawal approved, taken off the site"),
        ("dismiss", "Withdrawal dismissed, kept on the site"),
    ],
)
def test_each_decision_is_in_the_history_of_its_vehicle(pages, held, manager, decision, message):
    pages.confirm(pages.ask(decision, *held[:2]))

    run = SyncRun.objects.latest("pk")
    for vehicle in held[:2]:
        (entry,) = registry.get_logs_for_instance(vehicle)
        assert (str(entry.formatter.format_message(entry)), entry.user) == (message, manager)
        assert entry.data == {"run": run.pk}
    assert not registry.get_logs_for_instance(held[2]).exists()


def test_what_came_back_meanwhile_is_said_so_and_stays(pages, held, site, sandbox, sync, items):
    asked = pages.ask("approve", *held[:3])
    sandbox.set_stock("harbour", items[:5])  # the first two are in the feed again
    sync()

    response = pages.confirm(asked)

    assert messages_of(response) == [
        "1 vehicle has left the site. See the run",
        "2 of the vehicles you chose are no longer held, and stay as they are.",
    ]
    assert {"N0004", "N0005"} <= listed_numbers(site)
    assert "N0006" not in listed_numbers(site)


@pytest.mark.slow
def test_who_is_asked_late_is_told_what_is_no_longer_held(pages, held, site):
    dismiss_withdrawals(site, trigger="command", keys=[held[0].pk])

    asked = pages.ask("approve", *held[:2])

    assert listed_in(asked) == [f"{held[1].stock_number}: {held[1].title}"]
    assert "1 of the vehicles you chose is no longer held" in asked.content.decode()


def test_all_is_what_the_person_saw(pages, held, site, sandbox, sync, items):
    asked = pages.ask("approve", all=1)
    sandbox.set_stock("harbour", items[:2])  # one more goes missing
    sync()

    again = pages.confirm(asked)

    assert messages_of(again) == [
        "Other vehicles are held by now. Nothing was done; look at the list again."
    ]
    assert len(listed_in(again)) == 8
    assert len(listed_numbers(site)) == 10

    pages.confirm(again)
    assert listed_numbers(site) == {"N0001", "N0002"}


@pytest.mark.slow
def test_all_asks_again_where_somebody_else_has_kept_some(pages, held, site):
    asked = pages.ask("approve", all=1)
    dismiss_withdrawals(site, trigger="command", keys=[held[0].pk])

    again = pages.confirm(asked)

    assert len(listed_in(again)) == 6
    assert len(listed_numbers(site)) == 10


def test_nobody_decides_on_all_without_having_seen_them(pages, held, site):
    response = pages.send("approve", all=1)

    assert len(listed_in(response)) == 7
    assert len(listed_numbers(site)) == 10


def test_a_decision_waits_for_a_sync_that_is_at_work(pages, held, site):
    asked = pages.ask("approve", all=1)
    lease = hold(create_run(site, SyncRun.Kind.STOCK, trigger="command"))

    response = pages.confirm(asked)

    (message,) = messages_of(response)
    assert message.startswith("The stock of this site is being synchronised just now")
    assert held_numbers() == numbers(held)
    assert not SyncRun.objects.filter(trigger="manual").exists()
    lease.release()
    assert "7 vehicles have left" in messages_of(pages.confirm(asked))[0]


def test_who_ticks_nothing_is_asked_to(pages, held):
    response = pages.ask("approve")

    assert response.status_code == 302
    assert messages_of(pages.list()) == ["Tick the vehicles that you want to decide on first."]


@pytest.mark.slow
def test_what_is_no_held_vehicle_decides_nothing(pages, held, site):
    response = pages.send("approve", vehicle=["x", "-1", "9" * 30, "999999", "¹"])

    assert response.status_code == 200
    assert len(listed_numbers(site)) == 10
    assert not SyncRun.objects.filter(trigger="manual").exists()


@pytest.mark.slow
def test_a_vehicle_that_is_not_held_cannot_be_withdrawn_by_its_number(pages, held, site):
    listed = Vehicle.objects.get(stock_number="N0001")

    pages.send("approve", vehicle=[listed.pk, held[0].pk])

    assert listed_numbers(site) == {f"N{number:04d}" for number in (1, 2, 3, 5, 6, 7, 8, 9, 10)}


def test_each_row_leads_to_a_decision_about_it_alone(pages, held, client):
    response = pages.list()

    links = soup_of(response).select("table.listing td.title a.button")
    assert len(links) == 14
    (link,) = (
        each
        for each in links
        if each["href"].endswith(f"vehicle={held[0].pk}") and "approve" in each["href"]
    )
    assert listed_in(client.get(link["href"])) == [f"{held[0].stock_number}: {held[0].title}"]
