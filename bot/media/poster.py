"""Printable pictures of the codes of stations and deputies: name, code, one sentence."""

from functools import cache
from importlib.resources import as_file, files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.media.code import draw_code
from services.qr_codes import Code
from texts.catalog import DEFAULT, Catalog

WIDTH, HEIGHT = 1240, 1754
"""A5 at 210 dots an inch."""
DPI = (210, 210)
INK, PAPER, RED = "#2B2A28", "#FFFFFF", "#C0392B"
SIDE = 900
EDGE = 90
HEAD, NAME, WORDS = 60, 84, 50


def draw_poster(code: Code, place: str, link: str, catalog: Catalog) -> bytes:
    """Return a poster as a PNG."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, WIDTH, 190), fill=RED)
    _write(pen, place, 65, HEAD, PAPER)
    below = _write(pen, code.name, 250, NAME, INK)
    picture = Image.open(BytesIO(draw_code(link))).convert("RGB").resize((SIDE, SIDE), Image.Resampling.NEAREST)
    sheet.paste(picture, ((WIDTH - SIDE) // 2, below + 20))
    _write(pen, catalog.word(code.about, DEFAULT, plain=True), below + SIDE + 50, WORDS, INK)
    out = BytesIO()
    sheet.save(out, format="PNG", dpi=DPI)
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, words: str, top: int, size: int, colour: str) -> int:
    """Write centred lines, broken where the sheet ends; return where the next may begin."""
    font = _font(size)
    for line in _broken(pen, words, font):
        pen.text((WIDTH / 2, top), line, font=font, fill=colour, anchor="ma")
        top += size * 3 // 2
    return top


def _broken(pen: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for sign in words:
        if sign == "\n" or pen.textlength(lines[-1] + sign, font=font) > WIDTH - 2 * EDGE:
            lines.append("")
        lines[-1] += sign.strip("\n")
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf") as font:
        return ImageFont.truetype(str(font), size)
