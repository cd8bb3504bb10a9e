"""The whole benchmark, with so few vehicles that its figures mean nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EVERYTHING = {
    "cold",
    "bare_rows",
    "floor",
    "unchanged",
    "changed",
    "loop",
    "loop_unchanged",
    "import_export_cold",
    "import_export_unchanged",
}


@pytest.mark.slow
def test_the_benchmark_measures_everything_and_fails_the_check_for_a_broken_promise(tmp_path):
    results_file = tmp_path / "results.json"
    options = [
        "--sizes",
        "20,40",
        "--rounds",
        "1",
        "--loop-size",
        "20",
        "--check",
        "--json",
        results_file,
    ]
    process = subprocess.run(
        [sys.executable, "-m", "benchmarks.stock", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads(results_file.read_text())
    assert {each["name"] for each in results["measurements"]} == EVERYTHING
    # What a run costs whatever it finds weighs more than so few vehicles.
    speed = results["promises"][0]
    assert (speed["promise"], speed["met"]) == ("unchanged feed against the floor, 20", False)
    assert process.returncode == 1
    assert "NOT MET" in process.stdout
