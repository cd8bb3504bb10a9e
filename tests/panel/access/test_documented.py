"""What the documentation says of rights is what the other tests of this folder try."""

from pathlib import Path

from tests.panel.access.matrix import get_decision_rows, get_page_rows

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "permissions.md"


def get_rows(heading):
    part = DOCUMENT.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")]
    return rows[2:]


def test_every_page_is_documented_with_its_rights():
    assert get_rows("Pages") == list(get_page_rows())


def test_every_decision_is_documented_with_its_rights():
    assert get_rows("Decisions") == list(get_decision_rows())
