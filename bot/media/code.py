"""Pictures of QR codes, drawn when their letter leaves: an invitation's link is kept nowhere else."""

import hashlib
import struct
import tempfile
import zlib
from pathlib import Path

from bot.media.fetcher import write_whole
from models.qr_code import code_of

SCALE = 10
MARGIN = 4
"""The quiet zone, in modules."""


def code_file(words: str) -> Path:
    """Return the file of a text's code, drawn if it is not there."""
    name = hashlib.sha256(words.encode()).hexdigest()
    path = Path(tempfile.gettempdir()) / "huying-codes" / f"{name}.png"
    if not path.exists():
        write_whole(path, draw_code(words))
    return path


def draw_code(words: str) -> bytes:
    """Return a code as a PNG in black and white."""
    grid = code_of(words)
    side = (len(grid) + 2 * MARGIN) * SCALE
    blank = [False] * (len(grid) + 2 * MARGIN)
    edge = [False] * MARGIN
    lines = [blank] * MARGIN + [[*edge, *row, *edge] for row in grid] + [blank] * MARGIN
    pixels = b"".join(_scan_line(line) * SCALE for line in lines)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(pixels)) + _chunk(b"IEND", b"")


def _scan_line(line: list[bool]) -> bytes:
    bits = "".join("01"[not dark] * SCALE for dark in line)
    bits += "0" * (-len(bits) % 8)
    return b"\0" + int(bits, 2).to_bytes(len(bits) // 8)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
