"""One week in one picture: three numbers, seven days, three rates, the most frequent categories."""

from datetime import date
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any

import matplotlib

matplotlib.use("Agg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch

from services.weekly import Sketch
from texts import digest as say
from texts.catalog import Catalog
from texts.message import Day, Text

WIDTH, HEIGHT = 9.0, 12.0
"""Inches; at 120 dots each the picture is 1080 × 1440, which phones show sharp."""
DPI = 120
PAPER, CARD, INK, FAINT, LINE = "#F4F1EA", "#FFFFFF", "#2B2A28", "#8A857C", "#E6E1D6"
RED, GOLD, TEAL, TRACK = "#C0392B", "#E0A030", "#2E8B7A", "#EFEBE2"
WEEKDAYS: tuple[Text, ...] = (say.Monday(), say.Tuesday(), say.Wednesday(), say.Thursday(), say.Friday(),
                              say.Saturday(), say.Sunday())
LEFT, RIGHT = 0.06, 0.94
LONGEST = 11
"""Characters of a category's name."""


class Sheet:
    """A page whose coordinates run from 0 to 1, with the words of one language on it."""

    def __init__(self, catalog: Catalog) -> None:
        with as_file(files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf") as font:
            self._font = FontProperties(fname=str(font))
        self._catalog = catalog
        self.figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor=PAPER)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, 1)
        self.axes.set_ylim(0, 1)
        self.axes.axis("off")

    def word(self, text: Any) -> str:
        """Return a text's words, plain."""
        return self._catalog.word(text, plain=True)

    def write(self, x: float, y: float, words: str, size: float, colour: str = INK, *, align: str = "left",
              bold: bool = False) -> None:
        """Write words on a base line; the one font is made bold by a thin outline."""
        written = self.axes.text(x, y, words, fontproperties=self._font, fontsize=size, color=colour, ha=align,
                                 va="baseline")
        if bold:
            from matplotlib.patheffects import Normal, Stroke

            written.set_path_effects([Stroke(linewidth=size / 28, foreground=colour), Normal()])

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, round_by: float = 0.012) -> None:
        """Fill a box with round corners."""
        if width > 0 and height > 0:
            corner = min(round_by, width / 2, height / 2)
            style = f"round,pad=0,rounding_size={corner}"
            self.axes.add_patch(FancyBboxPatch((x, y), width, height, boxstyle=style, linewidth=0, facecolor=colour,
                                               mutation_aspect=WIDTH / HEIGHT))

    def card(self, y: float, height: float, head: str) -> None:
        """Draw a card over the page's width with its head."""
        self.box(LEFT, y, RIGHT - LEFT, height, CARD, round_by=0.02)
        self.write(LEFT + 0.03, y + height - 0.036, head, 16, INK, bold=True)

    def png(self) -> bytes:
        """Return the picture."""
        out = BytesIO()
        self.figure.savefig(out, format="png", facecolor=PAPER)
        return out.getvalue()


def draw(sketch: Sketch, catalog: Catalog) -> bytes:
    """Draw a digest as a PNG."""
    sheet = Sheet(catalog)
    _head(sheet, sketch)
    _tiles(sheet, sketch)
    _days(sheet, sketch)
    _rates(sheet, sketch)
    _top(sheet, sketch)
    sheet.write(0.5, 0.022, sheet.word(say.Footer()), 9.5, FAINT, align="center")
    return sheet.png()


def _head(sheet: Sheet, sketch: Sketch) -> None:
    first, last = (Day(date.fromisoformat(each)) for each in (sketch.figures.first_day, sketch.figures.last_day))
    sheet.axes.add_patch(FancyBboxPatch((0, 0.905), 1, 0.2, boxstyle="square,pad=0", linewidth=0, facecolor=RED))
    sheet.axes.add_patch(FancyBboxPatch((0, 0.9), 1, 0.005, boxstyle="square,pad=0", linewidth=0, facecolor=GOLD))
    sheet.write(LEFT, 0.952, sheet.word(say.PictureTitle(sketch.place)), 27, "#FFFFFF", bold=True)
    sheet.write(LEFT, 0.923, sheet.word(say.PictureDates(first, last)), 14, "#F6D9D4")


def _tiles(sheet: Sheet, sketch: Sketch) -> None:
    figures = sketch.figures
    median = "—" if figures.median_days is None else f"{figures.median_days:g}"
    tiles = ((str(figures.received), say.ReceivedTile(), RED), (str(figures.closed), say.ClosedTile(), TEAL),
             (median, say.MedianTile(), GOLD))
    width, gap = 0.28, 0.02
    for place, (number, label, colour) in enumerate(tiles):
        x = LEFT + place * (width + gap)
        sheet.box(x, 0.79, width, 0.095, CARD, round_by=0.02)
        sheet.box(x + 0.012, 0.808, 0.006, 0.059, colour, round_by=0.003)
        sheet.write(x + 0.03, 0.833, number, 36, colour, bold=True)
        sheet.write(x + 0.03, 0.805, sheet.word(label), 12.5, FAINT)


def _days(sheet: Sheet, sketch: Sketch) -> None:
    bottom, height = 0.535, 0.235
    sheet.card(bottom, height, sheet.word(say.ByDay()))
    _legend(sheet, bottom + height - 0.034)
    days = sketch.figures.days
    most = max([max(day) for day in days] + [1])
    base, room = bottom + 0.045, height - 0.12
    step = (RIGHT - LEFT - 0.06) / max(len(days), 1)
    sheet.axes.plot((LEFT + 0.03, RIGHT - 0.03), (base, base), color=LINE, linewidth=1.2)
    weekday = date.fromisoformat(sketch.figures.first_day).weekday()
    for place, counts in enumerate(days):
        middle = LEFT + 0.03 + step * (place + 0.5)
        for side, (count, colour) in enumerate(zip(counts, (RED, TEAL), strict=True)):
            x, tall = middle + (side - 1) * 0.032 + 0.002, room * count / most
            sheet.box(x, base, 0.028, tall, colour, round_by=0.005)
            if count:
                sheet.write(x + 0.014, base + tall + 0.006, str(count), 11, INK, align="center")
        sheet.write(middle, base - 0.024, sheet.word(WEEKDAYS[(weekday + place) % 7]), 12.5, FAINT, align="center")


def _legend(sheet: Sheet, y: float) -> None:
    labels = ((say.ReceivedLegend(), RED, 0.22), (say.ClosedLegend(), TEAL, 0.11))
    for label, colour, back in labels:
        sheet.box(RIGHT - back, y - 0.001, 0.018, 0.0135, colour, round_by=0.004)
        sheet.write(RIGHT - back + 0.024, y, sheet.word(label), 12, FAINT)


def _rates(sheet: Sheet, sketch: Sketch) -> None:
    bottom, height = 0.315, 0.2
    sheet.card(bottom, height, sheet.word(say.ThreeRates()))
    figures = sketch.figures
    rates = ((say.InTimeRate(), figures.in_time, RED), (say.SolvedRate(), figures.solved, TEAL),
             (say.SatisfiedRate(), figures.satisfied, GOLD))
    for place, (label, (part, whole), colour) in enumerate(rates):
        y, start, width = bottom + height - 0.085 - place * 0.045, LEFT + 0.25, 0.4
        share = part / whole if whole else 0.0
        sheet.write(LEFT + 0.03, y, sheet.word(label), 13)
        sheet.box(start, y - 0.002, width, 0.018, TRACK, round_by=0.012)
        sheet.box(start, y - 0.002, width * share, 0.018, colour, round_by=0.012)
        sheet.write(start + width + 0.085, y - 0.002, f"{share:.0%}" if whole else "—", 17, colour, align="right",
                    bold=True)
        sheet.write(RIGHT - 0.03, y, sheet.word(say.RateOf(part, whole)), 11, FAINT, align="right")


def _top(sheet: Sheet, sketch: Sketch) -> None:
    bottom, height = 0.055, 0.24
    sheet.card(bottom, height, sheet.word(say.TopTitle()))
    top = sketch.figures.top
    if not top:
        sheet.write(0.5, bottom + height / 2 - 0.02, sheet.word(say.NothingCame()), 14, FAINT, align="center")
        return
    most = max(count for _, count in top)
    for place, (code, count) in enumerate(top):
        y, start, width = bottom + height - 0.076 - place * 0.036, LEFT + 0.25, 0.52
        name = sheet.word(sketch.categories[code])
        sheet.write(LEFT + 0.03, y, name if len(name) <= LONGEST else name[: LONGEST - 1] + "…", 12.5)
        sheet.box(start, y - 0.002, width * count / most, 0.016, RED if place == 0 else "#D98C82", round_by=0.006)
        sheet.write(start + width * count / most + 0.014, y - 0.0005, str(count), 12, INK)
