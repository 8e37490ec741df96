"""QR codes: read back by a reader of its own, and held to the standard's published examples."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.qr_code import BLOCKS, MASKS, Grid, code_of, correction, data_codewords, format_bits, multiply, penalty

HELLO = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17]
"""The standard's HELLO WORLD in version 1-M."""


def test_the_correction_of_a_published_example() -> None:
    assert correction(HELLO, 10) == [196, 35, 39, 119, 235, 215, 231, 226, 93, 23]


@pytest.mark.parametrize(("mask", "bits"), [(0, "101010000010010"), (1, "101000100100101"), (2, "101111001111100"),
                                            (5, "100000011001110"), (7, "100101010100000")])
def test_the_published_format_bits(mask: int, bits: str) -> None:
    assert f"{format_bits(mask):015b}" == bits


def test_short_data_is_padded() -> None:
    assert data_codewords(b"a", 16) == [0x40, 0x16, 0x10, *[0xEC, 0x11] * 6, 0xEC]


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=100).filter(lambda words: 0 < len(words.encode()) <= 106))
def test_what_was_written_is_read(words: str) -> None:
    assert read(code_of(words)) == words


@pytest.mark.parametrize("length", [1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106])
def test_each_version_holds_what_it_should(length: int) -> None:
    grid = code_of("x" * length)

    smallest = next(version for version, (count, size, _) in BLOCKS.items() if count * size >= length + 2)
    assert len(grid) == 17 + 4 * smallest
    assert read(grid) == "x" * length


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="107 bytes"):
        code_of("x" * 107)


def test_the_three_corners_are_finders() -> None:
    grid = code_of("https://t.me/huying_bot?start=join_abcdefghijklmnop")
    size, finder = len(grid), ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]

    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        assert ["".join("01"[dark] for dark in grid[top + y][left:left + 7]) for y in range(7)] == finder
    assert grid[size - 8][8]
    assert [grid[6][x] for x in range(8, size - 8)] == [x % 2 == 0 for x in range(8, size - 8)]


def test_an_even_grid_is_easier_to_read_than_one_colour() -> None:
    checks = [[(x + y) % 2 == 0 for x in range(21)] for y in range(21)]

    assert penalty(checks) < penalty([[True] * 21 for _ in range(21)])


# -- a reader that knows the standard and nothing of the writer's patterns ----------------------

def read(grid: Grid) -> str:
    size = len(grid)
    version = (size - 17) // 4
    mask = read_mask(grid)
    bits = "".join("01"[grid[y][x] != MASKS[mask](y, x)] for y, x in path(size) if not is_reserved(version, size, y, x))
    count, room, spare = BLOCKS[version]
    words = [int(bits[at:at + 8], 2) for at in range(0, count * (room + spare) * 8, 8)]
    data, checks = words[:count * room], words[count * room:]
    blocks = [data[place::count] + checks[place::count] for place in range(count)]
    assert all(syndrome(block, power) == 0 for block in blocks for power in range(spare))
    stream = "".join(f"{word:08b}" for block in blocks for word in block[:room])
    assert stream[:4] == "0100"
    length = int(stream[4:12], 2)
    return bytes(int(stream[12 + 8 * at:20 + 8 * at], 2) for at in range(length)).decode()


def read_mask(grid: Grid) -> int:
    size = len(grid)
    first = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8), (5, 8), (4, 8), (3, 8), (2, 8),
             (1, 8), (0, 8)]
    second = [*((size - 1 - at, 8) for at in range(7)), *((8, size - 8 + at) for at in range(8))]
    words = ["".join("01"[grid[y][x]] for y, x in places) for places in (first, second)]
    assert words[0] == words[1]
    bits = int(words[0], 2) ^ 0x5412
    assert bits >> 13 == 0, "level M"
    return bits >> 10 & 7


def path(size: int) -> list[tuple[int, int]]:
    places, x, up = [], size - 1, True
    while x > 0:
        x -= x == 6
        for y in reversed(range(size)) if up else range(size):
            places += [(y, x), (y, x - 1)]
        x, up = x - 2, not up
    return places


def is_reserved(version: int, size: int, y: int, x: int) -> bool:
    corner = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    aligned = version > 1 and size - 9 <= y <= size - 5 and size - 9 <= x <= size - 5
    return corner or aligned or y == 6 or x == 6


def syndrome(block: list[int], power: int) -> int:
    root = 1
    for _ in range(power):
        root = multiply(root, 2)
    value = 0
    for word in block:
        value = multiply(value, root) ^ word
    return value
