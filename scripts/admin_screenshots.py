"""Take the documentation's screenshots of the admin, of a demo that has just been started.

    make demo PORT=9000
    python -m scripts.admin_screenshots http://localhost:9000 PASSWORD

It enters a vehicle, a price and a comparison, so that there is something to merge and to settle.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.admin_browser import Admin, chromium
from scripts.admin_screens import show_all

DIRECTORY = Path(__file__).parent.parent / "docs" / "screenshots"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="the demo's, such as http://localhost:9000")
    parser.add_argument("password", help="the demo's user admin's")
    parser.add_argument("--into", type=Path, default=DIRECTORY, help="a directory")
    arguments = parser.parse_args()
    with chromium() as browser:
        admin = Admin(browser, arguments.address, arguments.password)
        for name in show_all(admin):
            admin.take(arguments.into / f"admin-{name}")
            print(name)


if __name__ == "__main__":
    main()
