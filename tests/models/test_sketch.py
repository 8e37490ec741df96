"""Sketches keep near copies together and strangers apart."""

import random
from hashlib import blake2b

from models.same_words import is_same, normal
from models.sketch import near, sketch_of

LONG = normal("福海街道的广场舞音响太大，每天晚上吵到十点，老人孩子睡不着，希望尽快有人来管一管")
CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"


def touched_up(words: str, draw: random.Random) -> str:
    """Change one character in thirty."""
    return "".join(draw.choice(CHARACTERS) if draw.random() < 1 / 30 else each for each in words)


def test_what_counts_as_the_same_is_hardly_ever_passed_over() -> None:
    draw = random.Random(7)
    copies = [touched_up(LONG, draw) for _ in range(500)]
    same = [copy for copy in copies if is_same(LONG, copy, here=True)]

    assert len(same) > 300
    assert sum(near(sketch_of(LONG))(sketch_of(copy)) for copy in same) >= 0.99 * len(same)


def test_strangers_are_hardly_ever_read() -> None:
    draw = random.Random(7)
    strangers = ["".join(draw.choices(CHARACTERS, k=40)) for _ in range(500)]

    assert sum(near(sketch_of(LONG))(sketch_of(each)) for each in strangers) < 25


def test_a_sketch_fits_a_signed_column() -> None:
    sketches = [sketch_of(words) for words in ("", "灯", "路灯", LONG, LONG * 400)]

    assert all(-(1 << 63) <= each < 1 << 63 for each in sketches)
    assert sketch_of(LONG) == sketch_of(str(LONG))


def test_a_sketch_is_what_it_was_when_it_was_stored() -> None:
    only_pair = int.from_bytes(blake2b("路灯".encode(), digest_size=8).digest(), signed=True)

    assert sketch_of("路灯") == only_pair
    assert sketch_of(LONG) == -8_785_203_307_261_845_951
