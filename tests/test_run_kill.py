"""Runs that are killed at random moments go on as if nothing had been. `make kill` does it longer."""

from pathlib import Path

from kill_runs import run_series


def test_killed_runs_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    hits = run_series(tmp_path, 6, seed=1)
    assert hits.total() >= 6
