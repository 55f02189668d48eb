"""Random tokens told from names, and by what figures."""

import random
import string

import pytest

from pipeline.rules.layout.garbage_id import is_random, why_random
from pipeline.rules.random_tokens import letter_triples, randomness

NAMES = (
    *("McDonald", "SsangYong", "NaNoWriMo", "iPhone15Pro", "PostgreSQL", "JavaScript", "eBayKleinanzeigen"),
    *("OpenStreetMap", "DeepMind2024", "MacBookPro", "XMLHttpRequest", "PricewaterhouseCoopers", "phpMyAdmin"),
    *("HarperCollins", "ThyssenKrupp", "LaLigaSantander", "WhatsAppWeb", "FußballBundesliga", "VfBStuttgart1893"),
)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_no_random_tokens(name: str) -> None:
    assert why_random(name) is None


@pytest.mark.parametrize("token", ["eiDsMNAhWr", "dQw4w9WgXcQ", "qZ7kPx2LmN", "1BxiMVs0XRA5nFMdKvBdBZj"])
def test_ids_are(token: str) -> None:
    why = why_random(token)
    assert why is not None
    assert "times likelier by chance than as a name" in why


def test_nine_in_ten_random_tokens_are_found() -> None:
    chance = random.Random(5)
    drawn = []
    while len(drawn) < 3400:
        token = "".join(chance.choices(string.ascii_letters + string.digits, k=8 + len(drawn) % 17))
        if not (token.islower() or token.isupper() or token.isdigit()):
            drawn.append(token)
    assert sum(map(is_random, drawn)) > 0.9 * len(drawn)


def test_a_part_begins_at_a_capital_and_after_a_digit() -> None:
    assert letter_triples("aB1c") == [(0, 0, 0), (0, 0, 1), (0, 0, 2)]
    assert letter_triples("abc") == [(0, 0, 0), (0, 1, 1), (1, 2, 2)]


def test_chance_is_likelier_to_change_kinds_at_random() -> None:
    assert randomness("xQ4zVb9T") > 10 > randomness("NewsDesk")
