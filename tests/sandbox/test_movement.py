from wagtail_easycars.sandbox import Sandbox


def by_number(sandbox: Sandbox) -> dict[str, dict]:
    return {item["StockNumber"]: item for item in sandbox.stock("harbour")}


def test_a_day_sells_some_makes_some_cheaper_and_brings_some():
    with Sandbox() as sandbox:
        before = by_number(sandbox)
        sandbox.day_passes()
        after = by_number(sandbox)
    both = before.keys() & after.keys()
    assert any(after[number]["StockStatus"] == "Sold" for number in both)
    assert any((after[number]["Price"] or 0) < (before[number]["Price"] or 0) for number in both)
    assert after.keys() - before.keys()
    assert before.keys() <= after.keys()


def test_what_is_sold_is_gone_the_next_day():
    with Sandbox() as sandbox:
        sandbox.day_passes()
        after_one = by_number(sandbox)
        sandbox.day_passes()
        sold = {number for number, item in after_one.items() if item["StockStatus"] == "Sold"}
        assert sold
        assert sold.isdisjoint(by_number(sandbox))


def test_days_are_the_same_for_the_same_seed():
    def after_a_week(seed: int) -> list[str]:
        with Sandbox(seed=seed) as sandbox:
            sandbox.day_passes(7)
            return [(item["StockNumber"], item["Price"]) for item in sandbox.stock("outback")]

    assert after_a_week(5) == after_a_week(5)
    assert after_a_week(5) != after_a_week(6)


def test_numbers_and_vins_stay_unique_over_a_month():
    with Sandbox() as sandbox:
        sandbox.day_passes(30)
        items = sandbox.stock("harbour") + sandbox.stock("outback")
    vins = [item["VIN"] for item in items if item["VIN"]]
    assert len({item["StockNumber"] for item in sandbox.stock("harbour")}) == len(
        sandbox.stock("harbour")
    )
    assert len(set(vins)) == len(vins)


def test_an_empty_stock_stays_empty(sandbox):
    sandbox.day_passes()
    assert sandbox.stock("harbour") == []
