"""Runs that are killed at random moments go on as if nothing had been. `make kill` does it longer."""

from pathlib import Path

from tests.kill_runs import run_series


def test_killed_runs_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    hits = run_series(tmp_path, 9, seed=1)
    assert sum(hits.values()) >= 6
