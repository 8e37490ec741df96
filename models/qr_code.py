"""QR codes of short texts: byte mode, error correction M, versions 1 to 6 (ISO/IEC 18004).

A link of ours needs no more, and a code drawn here is one dependency less.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby, product

Grid = list[list[bool]]
BLOCKS = {1: (1, 16, 10), 2: (1, 28, 16), 3: (1, 44, 26), 4: (2, 32, 18), 5: (2, 43, 24), 6: (4, 27, 16)}
"""Version: number of blocks, data codewords and error correction codewords of each."""
FORMAT_GENERATOR, FORMAT_MASK = 0x537, 0x5412
PADDING = (0xEC, 0x11)
MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
FINDER_LIKE = ((True, False, True, True, True, False, True, False, False, False, False),
               (False, False, False, False, True, False, True, True, True, False, True))


def code_of(words: str) -> Grid:
    """Return the modules of a text's code, row by row, True for dark; the quiet zone is not in it.

    Raises:
        ValueError: the text has more than 106 bytes.
    """
    version, bits = _choose(words.encode())
    fixed, plain = _patterns(version)
    _fill(plain, fixed, bits)
    return min((_masked(plain, fixed, mask) for mask in range(len(MASKS))), key=penalty)


def data_codewords(data: bytes, room: int) -> list[int]:
    """Return the data as codewords: mode, length, bytes, terminator, padding."""
    bits = f"0100{len(data):08b}" + "".join(f"{byte:08b}" for byte in data)
    bits += "0" * min(4, room * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[at:at + 8], 2) for at in range(0, len(bits), 8)]
    return words + [PADDING[place % 2] for place in range(room - len(words))]


def correction(words: Sequence[int], count: int) -> list[int]:
    """Return the error correction codewords of a block: Reed-Solomon over GF(256), polynomial 0x11D."""
    rest = [0] * count
    generator = _generator(count)
    for word in words:
        lead = word ^ rest[0]
        rest = [*rest[1:], 0]
        rest = [part ^ multiply(factor, lead) for part, factor in zip(rest, generator, strict=True)]
    return rest


def multiply(a: int, b: int) -> int:
    """Multiply in GF(256)."""
    product_ = 0
    while b:
        if b & 1:
            product_ ^= a
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product_


def format_bits(mask: int) -> int:
    """Return the 15 bits that name level M and the mask, with their own correction."""
    rest = mask << 10
    for shift in range(14, 9, -1):
        if rest >> shift & 1:
            rest ^= FORMAT_GENERATOR << (shift - 10)
    return (mask << 10 | rest) ^ FORMAT_MASK


def penalty(grid: Grid) -> int:
    """Rate how hard a code is to read: runs, blocks, finder-like rows and uneven darkness."""
    size, lines = len(grid), [*map(tuple, grid), *zip(*grid, strict=True)]
    runs = [len(list(run)) for line in lines for _, run in groupby(line)]
    blocks = sum(grid[y][x] == grid[y][x + 1] == grid[y + 1][x] == grid[y + 1][x + 1]
                 for y, x in product(range(size - 1), repeat=2))
    finders = sum(line[at:at + 11] in FINDER_LIKE for line in lines for at in range(size - 10))
    dark = sum(map(sum, grid)) * 100 // size**2
    return sum(run - 2 for run in runs if run >= 5) + 3 * blocks + 40 * finders + abs(dark - 50) // 5 * 10


def _choose(data: bytes) -> tuple[int, str]:
    """Return the smallest version that holds the data, and all its bits in the order in which they are placed."""
    for version, (count, size, spare) in BLOCKS.items():
        if len(data) + 2 <= count * size:
            words = data_codewords(data, count * size)
            blocks = [words[at:at + size] for at in range(0, len(words), size)]
            checks = [correction(block, spare) for block in blocks]
            mixed = chain(_interleave(blocks), _interleave(checks))
            return version, "".join(f"{word:08b}" for word in mixed)
    raise ValueError(f"{len(data)} bytes do not fit a code")


def _interleave(blocks: Sequence[Sequence[int]]) -> Iterator[int]:
    return chain.from_iterable(zip(*blocks, strict=True))


def _generator(count: int) -> list[int]:
    found, root = [1], 1
    for _ in range(count):
        found = [a ^ multiply(b, root) for a, b in zip([*found, 0], [0, *found], strict=True)]
        root = multiply(root, 2)
    return found[1:]


def _patterns(version: int) -> tuple[Grid, Grid]:
    """Return which modules are fixed and what they show: finders, timing, alignment, room for the format."""
    size = 17 + 4 * version
    fixed, shown = ([[False] * size for _ in range(size)] for _ in range(2))

    def put(y: int, x: int, dark: bool) -> None:
        if 0 <= y < size and 0 <= x < size:
            fixed[y][x], shown[y][x] = True, dark

    for at in range(size):
        put(6, at, at % 2 == 0)
        put(at, 6, at % 2 == 0)
    for top, left in ((3, 3), (3, size - 4), (size - 4, 3)):
        for dy, dx in product(range(-4, 5), repeat=2):
            put(top + dy, left + dx, max(abs(dy), abs(dx)) not in (2, 4))
    if version > 1:
        for dy, dx in product(range(-2, 3), repeat=2):
            put(size - 7 + dy, size - 7 + dx, max(abs(dy), abs(dx)) != 1)
    for y, x, _ in _format_places(size, 0):
        put(y, x, False)
    put(size - 8, 8, True)
    return fixed, shown


def _format_places(size: int, bits: int) -> Iterator[tuple[int, int, bool]]:
    """Yield where each bit of the format goes, twice, beside the finders."""
    for place in range(15):
        dark = bool(bits >> place & 1)
        upright = place if place < 6 else place + 1
        yield (upright, 8, dark) if place < 8 else (size - 15 + place, 8, dark)
        lying = 7 if place == 8 else 14 - place
        yield (8, size - 1 - place, dark) if place < 8 else (8, lying, dark)


def _fill(grid: Grid, fixed: Grid, bits: str) -> None:
    """Write the bits in pairs of columns, from the right, up and down in turn."""
    size, left = len(grid), iter(bits)
    for turn, right in enumerate([*range(size - 1, 6, -2), *range(5, 0, -2)]):
        rows = range(size - 1, -1, -1) if turn % 2 == 0 else range(size)
        for y, x in product(rows, (right, right - 1)):
            if not fixed[y][x]:
                grid[y][x] = next(left, "0") == "1"


def _masked(plain: Grid, fixed: Grid, mask: int) -> Grid:
    size = len(plain)
    grid = [[plain[y][x] != (not fixed[y][x] and MASKS[mask](y, x)) for x in range(size)] for y in range(size)]
    for y, x, dark in _format_places(size, format_bits(mask)):
        grid[y][x] = dark
    return grid
