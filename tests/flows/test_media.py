"""Fetching files: outside the transaction, without their hidden data, each until it is there or never will be."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from bot.media.fetcher import Bomb, Gone, MediaFetcher, TooBig, keep, strip
from models.matter import Attachment
from services.media import TRIES, pending
from services.work import Work
from tests.flows.clock_town import ROUTES, file_matter, gather
from tests.harness import Town

GPS, MODEL, TURNED = 0x8825, 0x0110, 0x0112


def photo(turned: int = 6) -> bytes:
    """A picture 40 wide and 20 high, lying on its side, that knows where it was taken."""
    exif = Image.Exif()
    exif[MODEL], exif[TURNED] = "Phone of Li Mei", turned
    exif.get_ifd(GPS).update({1: "N", 2: (22.0, 36.0, 18.0)})
    out = BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "JPEG", exif=exif, comment=b"my home")
    return out.getvalue()


class Shelf:
    """Files by id; what is an error is raised."""

    def __init__(self, **files: bytes | Exception) -> None:
        self.files = files
        self.asked: list[str] = []

    async def get_file(self, file_id: str) -> bytes:
        """Give a file."""
        self.asked.append(file_id)
        found = self.files[file_id]
        if isinstance(found, Exception):
            raise found
        return found


async def attach(town: Town, file_id: str, kind: str = "photo") -> int:
    cast = await gather(town)
    matter = await file_matter(town, cast.author)

    def use(work: Work) -> int:
        row = Attachment(matter_id=matter, kind=kind, file_id=file_id, file_unique_id=file_id, created_at=work.now)
        work.session.add(row)
        work.session.flush()
        return row.id

    return await town.work(use)


async def row_of(town: Town, attachment_id: int) -> Attachment:
    return await town.read(lambda session: session.get_one(Attachment, attachment_id))


async def let_real_time_pass(town: Town) -> None:
    def use(work: Work) -> None:
        for row in work.session.scalars(select(Attachment)):
            row.fetch_at = work.outbox.real_now - timedelta(seconds=1) if row.fetch_at else None

    await town.work(use)


async def test_a_photo_is_kept_upright_and_without_its_hidden_data(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        attachment = await attach(town, "p1")

        await MediaFetcher(town.desk, Shelf(p1=photo()), tmp_path / "media").drain()

        row = await row_of(town, attachment)
        assert row.path is not None
        with Image.open(tmp_path / "media" / row.path) as kept:
            assert (kept.size, dict(kept.getexif()), "comment" in kept.info) == ((20, 40), {}, False)


async def test_the_hash_is_that_of_the_file_as_it_is_kept(tmp_path: Path) -> None:
    path, sha256 = keep(tmp_path, "photo", photo())

    again, same = keep(tmp_path, "photo", (tmp_path / path).read_bytes())

    assert path == f"{sha256[:2]}/{sha256}.jpg"
    assert (len(sha256), len(same), again.endswith(".jpg")) == (64, 64, True)


async def test_what_is_fetched_is_not_fetched_again(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        await attach(town, "p1")
        shelf = Shelf(p1=photo())

        for _ in range(3):
            await MediaFetcher(town.desk, shelf, tmp_path / "media").drain()

        assert shelf.asked == ["p1"]


async def test_a_failure_is_tried_again_later_and_not_at_once(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        attachment = await attach(town, "v1", "video")
        shelf = Shelf(v1=OSError("the line is down"))
        fetcher = MediaFetcher(town.desk, shelf, tmp_path / "media")
        await fetcher.drain()
        at_once = await fetcher.drain()
        shelf.files["v1"] = b"\x00\x00\x00\x18ftypmp42"

        await let_real_time_pass(town)
        await fetcher.drain()

        assert at_once == 0
        assert ((await row_of(town, attachment)).path or "").endswith(".mp4")


@pytest.mark.parametrize("error", [TooBig(), Gone()])
async def test_what_telegram_never_gives_is_asked_for_once(tmp_path: Path, error: Exception) -> None:
    async with Town(tmp_path, ROUTES) as town:
        attachment = await attach(town, "v1", "video")
        shelf = Shelf(v1=error)
        fetcher = MediaFetcher(town.desk, shelf, tmp_path / "media")

        for _ in range(2):
            await fetcher.drain()
            await let_real_time_pass(town)

        row = await row_of(town, attachment)
        assert (shelf.asked, row.fault, row.path) == (["v1"], type(error).__name__, None)


async def test_after_many_failures_it_is_given_up_and_says_why(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        attachment = await attach(town, "v1", "video")
        fetcher = MediaFetcher(town.desk, Shelf(v1=TimeoutError("https://host/bot1:secret/x")), tmp_path / "media")

        for _ in range(TRIES + 2):
            await fetcher.drain()
            await let_real_time_pass(town)

        row = await row_of(town, attachment)
        assert (row.tries, row.fault) == (TRIES, "TimeoutError")
        assert await town.work(pending) == []


async def test_one_bad_file_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES) as town:
        await attach(town, "bad")
        good = await attach(town, "good")

        await MediaFetcher(town.desk, Shelf(bad=OSError(), good=photo()), tmp_path / "media").drain()

        assert (await row_of(town, good)).path is not None


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_pictures_of_every_kind_are_stripped(kind: str) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[MODEL] = "Phone of Li Mei"
    Image.new("RGB", (8, 8), "blue").save(out, kind, exif=exif)

    clean = strip(out.getvalue())

    assert clean is not None
    with Image.open(BytesIO(clean[0])) as kept:
        assert (kept.format, dict(kept.getexif())) == (kind, {})


@pytest.mark.parametrize("raw", [b"", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.7", photo()[:60]])
def test_what_is_no_picture_is_kept_as_it_came(tmp_path: Path, raw: bytes) -> None:
    path, _ = keep(tmp_path, "document", raw)

    assert (tmp_path / path).read_bytes() == raw


def test_a_picture_that_unpacks_to_a_flood_is_not_kept(tmp_path: Path) -> None:
    """Twenty kilobytes of PNG may be a gigabyte of points."""
    out = BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")

    with pytest.raises(Bomb):
        keep(tmp_path, "image", out.getvalue())

    assert list(tmp_path.rglob("*.*")) == []


async def test_a_flood_is_asked_for_once_and_says_why(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    async with Town(tmp_path, ROUTES) as town:
        bomb = await attach(town, "bomb")

        await MediaFetcher(town.desk, Shelf(bomb=out.getvalue()), tmp_path / "media").drain()

        row = await row_of(town, bomb)
        assert (row.path, row.fault) == (None, "Bomb")


def test_only_plain_picture_formats_are_opened(tmp_path: Path) -> None:
    """A PostScript file would start another program to be read."""
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 8 8\n%%EndComments\n"

    path, _ = keep(tmp_path, "photo", eps)

    assert path.endswith(".jpg")
    assert (tmp_path / path).read_bytes() == eps


@pytest.mark.parametrize("kind", ["../../etc/passwd", "/etc/cron.d/x", "photo\0", "..", "video/../.."])
def test_a_stored_name_is_made_of_the_content_alone(tmp_path: Path, kind: str) -> None:
    path, sha256 = keep(tmp_path, kind, b"not a picture")

    assert path == f"{sha256[:2]}/{sha256}.bin"


def test_a_half_written_file_is_never_seen(tmp_path: Path) -> None:
    path, _ = keep(tmp_path, "photo", photo())

    files = [each for each in tmp_path.rglob("*") if each.is_file()]

    assert files == [tmp_path / path]
