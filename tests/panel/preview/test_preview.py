"""What a sync of the stock would do now, before anything is done."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.panel.reading import rows_of, soup_of, text_of
from tests.torture.feeds import plain_items
from tests.torture.state import state_of
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.preview.asking import asking
from wagtail_easycars.stock import quick_preview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stocked")]

STOCK = "GetAdvertisementStocks"


def tabs_of(response):
    links = soup_of(response).select(".easycars-preview-tabs a")
    return {text_of(link): link for link in links}


def summary_of(response):
    return text_of(soup_of(response).select_one("#easycars-preview h2, body > h2, h2"))


def test_the_page_is_there_at_once_and_asks_for_the_rest(page, sandbox):
    sandbox.fail("close_at_accept")

    response = page.open()

    form = soup_of(response).select_one("main form[data-controller~=w-init]")
    assert form["method"] == "post"
    assert text_of(form) == "Show the preview"
    assert "changes nothing on your site" in text_of(soup_of(response))


def test_each_kind_of_change_is_told_in_the_words_of_staff(page, sandbox, items):
    dearer = {**items[0], "Price": 32990.5, "IsDepositTaken": True, "SeatCapacity": 7}
    broken = {**items[1], "Odometer": "a lot", "Price": {"much": 1}}
    new = {**plain_items(1, start=77)[0], "Odometer": 84512}
    sandbox.set_stock("harbour", [dearer, broken, *items[2:8], new])

    response = page.ask()

    assert "1 new, 1 changed" in summary_of(response)
    assert list(tabs_of(response)) == [
        "Cannot be used: 1",
        "Would leave the site: 2",
        "New: 1",
        "Changed: 1",
    ]
    (changed,) = rows_of(page.open(show="changed"))
    for words in (
        "2015 Toyota Corolla",
        "Stock number N0001",
        "Price from $10,001 → to $32,990.50",
        "Status from Available → to Deposit taken",
        "Seats from nothing → to 7",
    ):
        assert words in changed
    (new_row,) = rows_of(page.open(show="new"))
    assert "Odometer 84,512" in new_row
    assert "Price $10,077" in new_row
    gone = rows_of(page.open(show="withdrawn"))
    assert ["N0009" in gone[0], "N0010" in gone[1]] == [True, True]
    (failed,) = rows_of(page.open(show="failed"))
    assert "N0002" in failed


def test_what_would_be_held_is_said_with_the_reason(page, sandbox, items):
    sandbox.set_stock("harbour", items[:3])

    response = page.ask()

    reason = "7 of 10 vehicles on the site are missing from the feed, more than 20%."
    assert reason in text_of(soup_of(response).select_one(".help-warning"))
    rows = rows_of(response)
    assert len(rows) == 7
    assert all("Would be held" in str(tabs_of(response)) and reason in row for row in rows)


def test_nothing_is_written(page, sandbox, site, items):
    before = state_of(site)
    sandbox.set_stock("harbour", [{**items[0], "Price": 1}])

    page.ask()

    assert state_of(site) == before
    assert SyncRun.objects.count() == 1


def test_nothing_to_do_is_said_so(page):
    response = page.ask()

    assert "Nothing would change" in text_of(soup_of(response))
    assert "10 unchanged" in summary_of(response)


def test_a_sync_can_be_started_from_there(page, site):
    soup = soup_of(page.ask())

    form = soup.select_one("form[action$='/sync/stock/']")
    assert form.select_one("[name=site]")["value"] == str(site.pk)
    assert text_of(form.button) == "Sync stock now"


def test_the_dashboard_leads_there(client, page, site):
    dashboard = soup_of(client.get("/admin/easycars/", {"site": site.pk}))

    link = dashboard.find("a", string="Preview")["href"]

    assert link == f"/admin/easycars/preview/?site={site.pk}"


def test_by_script_only_what_changes_on_the_page_is_sent(page):
    answer = page.ask_by_script()

    assert answer.status_code == 200
    assert soup_of(answer).html is None
    assert "10 unchanged" in summary_of(answer)


def test_many_changes_are_complete_page_by_page_without_asking_anew(page, sandbox):
    sandbox.set_stock("harbour", plain_items(131, start=1))
    page.ask()
    sandbox.fail("code_9", STOCK)

    pages = [page.open(show="new", p=number) for number in (1, 2, 3)]

    assert [len(rows_of(each)) for each in pages] == [50, 50, 21]
    numbers = {row for each in pages for row in rows_of(each)}
    assert len(numbers) == 121
    link = soup_of(pages[0]).select_one("nav.pagination .next a")["href"]
    assert "show=new" in link
    assert "p=2" in link


def test_a_preview_that_a_sync_has_overtaken_is_not_shown_any_more(page, sync):
    page.ask()
    assert "10 unchanged" in summary_of(page.open())

    sync()

    assert soup_of(page.open()).select_one("form[data-controller~=w-init]")


def test_a_cache_that_does_not_work_only_asks_more_often(page, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }

    assert "10 unchanged" in summary_of(page.ask())
    assert soup_of(page.open()).select_one("form[data-controller~=w-init]")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("code_1", "EasyCars did not accept"),
        ("code_9", "EasyCars"),
        ("html_page", "answer that cannot be used"),
    ],
)
def test_what_went_wrong_is_said_with_what_to_do(page, sandbox, fault, words):
    sandbox.fail(fault, STOCK)

    response = page.ask_by_script()

    assert response.status_code == 200
    assert words in text_of(soup_of(response).select_one(".help-critical"))
    assert "Try again" in text_of(soup_of(response).form)
    assert soup_of(response).select_one("details summary")


@pytest.mark.slow
def test_nobody_waits_for_longer_than_a_browser_does(page, sandbox, monkeypatch):
    sandbox.fail("slow", STOCK, seconds=20)
    monkeypatch.setattr(quick_preview.preview_stock_quickly, "__kwdefaults__", {"seconds": 1.0})

    response = page.ask()

    assert "did not send the stock within 1 seconds" in text_of(soup_of(response))


def test_two_do_not_ask_easycars_at_the_same_time(page, site):
    with asking(site):
        response = page.ask()

    assert "being asked for this preview already" in text_of(soup_of(response))
    assert "10 unchanged" in summary_of(page.ask())


def test_a_script_in_the_feed_stays_text(page, sandbox, items):
    hostile = "<script>alert(1)</script>"
    sandbox.set_stock("harbour", [{**items[0], "Badge": hostile}, *items[1:]])

    response = page.ask()

    assert hostile not in response.content.decode()
    assert hostile in text_of(soup_of(response).select_one("table.listing"))


def test_no_secret_is_shown_or_kept(page, sandbox):
    account = sandbox.accounts["harbour"]
    html = page.ask().content.decode()

    secrets = [account.stock_client_secret, account.account_secret]
    assert not any(str(secret) in html + repr(vars(cache)) for secret in secrets)
