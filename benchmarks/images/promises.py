"""What the package promises of pictures, and whether the results keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.measurement import Measurement
from benchmarks.stock.promises import Verdict

TO_THE_IDEAL = 1.15
MEMORY_GROWTH = 1.2
CONNECTIONS = 8
MEGABYTE = 1024 * 1024

# By name and size.
Results = Mapping[tuple[str, int], Measurement]


def judge(results: Results, memory: Mapping[int, Measurement], latency: float) -> list[Verdict]:
    """Return a verdict for each promise; ``memory`` has runs without latency, by their size."""
    stored = [each for (name, _size), each in sorted(results.items()) if name == "store"]
    return [
        *speed(stored, results, latency),
        unchanged_requests(stored),
        unchanged_queries(stored),
        *memory_growth(memory),
    ]


def ideal_seconds(size: int, latency: float) -> float:
    """Return how long ``size`` pictures take where nothing but their host takes time."""
    return size * latency / CONNECTIONS


def speed(stored: list[Measurement], results: Results, latency: float) -> Iterator[Verdict]:
    for each in stored:
        ideal = ideal_seconds(each.size, latency)
        decoding = results["decode", each.size].seconds
        limit = TO_THE_IDEAL * ideal + decoding
        yield Verdict(
            promise=f"{each.size:,} pictures at {latency * 1000:.0f} ms",
            figure=f"{each.seconds:.1f} s",
            by_the_clock=f"{(each.seconds - decoding) / ideal:.2f} x",
            limit=f"at most {TO_THE_IDEAL:g} x {ideal:.1f} s + {decoding:.1f} s of decoding",
            excess=each.seconds / limit - 1,
        )


def unchanged_requests(stored: list[Measurement]) -> Verdict:
    asked = sum(each.facts["unchanged_requests"] for each in stored)
    return Verdict("unchanged gallery, requests", str(asked), "none", float(asked))


def unchanged_queries(stored: list[Measurement]) -> Verdict:
    counts = {each.facts["unchanged_queries"] for each in stored}
    figure = ", ".join(map(str, sorted(counts)))
    excess = float(len(counts) - 1)
    return Verdict("unchanged gallery, queries at every size", figure, "one number", excess)


def memory_growth(memory: Mapping[int, Measurement]) -> Iterator[Verdict]:
    if len(memory) < 2:
        return
    small, large = min(memory), max(memory)
    growth = memory[large].peak_bytes / memory[small].peak_bytes
    peaks = " and ".join(f"{memory[size].peak_bytes / MEGABYTE:.0f} MB" for size in (small, large))
    yield Verdict(
        promise=f"peak memory at {large:,} pictures against {small:,} ({peaks})",
        figure=f"{growth:.2f} x",
        limit=f"at most {MEMORY_GROWTH:g} x",
        excess=growth / MEMORY_GROWTH - 1,
    )
