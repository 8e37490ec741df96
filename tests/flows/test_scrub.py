"""Hiding whoever is named in stored JSON leaves ids, dates and people of the roster alone."""

from datetime import UTC, datetime

from services.scrub import Scrubber, numbers_in
from texts.message import Day, Term, Until, decode, encode
from texts.mine import WithdrawnForYou
from texts.role import SeatName

AT = datetime(2026, 11, 22, 6, 30, 1, 123456, tzinfo=UTC)


def test_a_name_is_hidden_in_each_spelling_and_a_phone_without_being_known() -> None:
    scrubber = Scrubber.of("Li Mei", "李 梅香", None, "李")

    words = scrubber.words("Li Mei 和李梅香住在一起，李子树旁，电话13912345678")

    assert not any(part in words for part in ("Li Mei", "李梅香", "13912345678"))
    assert "李子树旁" in words


def test_what_nobody_typed_stays() -> None:
    texts = [Until(AT), Day(AT.date()), Term("role", "deputy"), SeatName("张伟", Term("role", "deputy")),
             WithdrawnForYou("BA-261122-0042")]

    scrubbed = Scrubber.of("张伟").json([encode(text) for text in texts])

    assert decode(scrubbed) == tuple(texts)


def test_ids_of_files_stay_usable() -> None:
    data = {"matter": 7, "words": "我叫张伟强，13912345678", "files": [["photo", "AgAC13912345678", "u1", None]],
            "album": "13912345678"}

    scrubbed = Scrubber.of("张伟强").json(data)

    assert (scrubbed["files"], scrubbed["album"], scrubbed["matter"]) == (data["files"], data["album"], 7)
    assert "13912345678" not in scrubbed["words"]
    assert "张伟强" not in scrubbed["words"]


def test_long_numbers_are_found_whatever_stands_around_them() -> None:
    assert numbers_in("电话13912345678，栋3", None, "a1234567b") == {"13912345678", "1234567"}
