"""Reading a date that somebody typed."""

import re
import unicodedata
from datetime import date, timedelta

from models.limits import add_months

HAN = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NEAR = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HAN_WEEKDAYS = "一二三四五六日"
_NUMBER = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$")
_HAN_SHORT = re.compile(r"([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?$")
_AHEAD = re.compile(rf"(?:in\s+)?{_NUMBER}\s*(?:个)?\s*(天|日|周|星期|月|days?|weeks?|months?)\s*(?:之?后|以后|内)?$")
_WEEKDAY = re.compile(rf"(下下|下|这|本)?(?:个)?(?:周|星期|礼拜)([{HAN_WEEKDAYS}天])$")
_EN_WEEKDAY = re.compile(r"(next\s+)?(mon|tue|wed|thu|fri|sat|sun)[a-z]*$")
_EN_DATE = re.compile(r"(?:([a-z]{3})[a-z]*\.?\s+(\d{1,2})|(\d{1,2})\s+([a-z]{3})[a-z]*\.?)(?:,?\s+(\d{4}))?$")


def read_day(words: str, today: date) -> date | None:
    """Read a typed date, Chinese or English; one without a year is the next of its kind.

    Understands 2026-12-01, 12月1日, 十二月一日, 明天, 三天后, 两周后, 下周五, 月底,
    Dec 1, tomorrow, in 3 days, next Friday.

    Returns:
        The day, or None when the words are no date.
    """
    plain = unicodedata.normalize("NFKC", words).strip().casefold().removesuffix("前").removesuffix("之").strip()
    if plain in NEAR:
        return today + timedelta(days=NEAR[plain])
    if plain in {"月底", "本月底", "end of month"}:
        return add_months(today.replace(day=1), 1) - timedelta(days=1)
    for read in (_read_calendar, _read_english, _read_ahead, _read_weekday):
        if (found := read(plain, today)) is not None:
            return found
    return None


def _read_calendar(plain: str, today: date) -> date | None:
    if hit := _FULL.match(plain):
        return _day(int(hit[1]), int(hit[2]), int(hit[3]))
    if hit := _SHORT.match(plain):
        return _next(int(hit[1]), int(hit[2]), today)
    if hit := _HAN_SHORT.match(plain):
        return _next(_han(hit[1]), _han(hit[2]), today)
    return None


def _read_english(plain: str, today: date) -> date | None:
    hit = _EN_DATE.match(plain)
    if hit is None or (name := hit[1] or hit[4]) not in MONTHS:
        return None
    month, day = MONTHS.index(name) + 1, int(hit[2] or hit[3])
    return _day(int(hit[5]), month, day) if hit[5] else _next(month, day, today)


def _read_ahead(plain: str, today: date) -> date | None:
    hit = _AHEAD.match(plain)
    if hit is None or (hit[2] == "日" and "后" not in plain):
        return None
    count = int(hit[1]) if hit[1].isdigit() else _han(hit[1])
    if hit[2].startswith(("月", "month")):
        return add_months(today, count)
    return today + timedelta(days=count * (7 if hit[2].startswith(("周", "星", "week")) else 1))


def _read_weekday(plain: str, today: date) -> date | None:
    if hit := _WEEKDAY.match(plain):
        wanted = HAN_WEEKDAYS.index(hit[2].replace("天", "日"))
        monday = today - timedelta(days=today.weekday())
        weeks = {"下下": 2, "下": 1}.get(hit[1] or "", 0)
        day = monday + timedelta(days=wanted + 7 * weeks)
        return day if weeks or day > today else day + timedelta(days=7)
    if hit := _EN_WEEKDAY.match(plain):
        ahead = (WEEKDAYS.index(hit[2]) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    return None


def _next(month: int, day: int, today: date) -> date | None:
    this_year = _day(today.year, month, day)
    if this_year is None or this_year > today:
        return this_year or _day(today.year + 1, month, day)
    return _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _han(words: str) -> int:
    if "十" not in words:
        return HAN.get(words, 0)
    tens, _, ones = words.partition("十")
    return HAN.get(tens, 1) * 10 + HAN.get(ones, 0)
