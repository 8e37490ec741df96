"""Bringing a backup back: proved, into an empty place, and without whoever was erased since."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bot import features  # noqa: F401 the views of the cards that are edited enter their registry
from bot.backup.manifest import Manifest, names_in
from bot.backup.place import Place
from bot.backup.places import OtherKind, place_of
from bot.backup.take import ERASURES, MEDIA, is_of_matter
from bot.media.clerk import append, read_list
from bot.storage.databases import make_engine
from bot.storage.house import build_house
from bot.storage.lead import forget_leads
from bot.storage.organisation import load_if_stored
from bot.timing.clock import BusinessClock, stored_offset
from bot.wire.telegram_name import stored_username
from config.settings import Settings
from models.privacy import Erasure
from models.session import JobSession
from services.audit import seal
from services.audit_check import Proof, verify
from services.erasures import Erased, replay_erasures
from services.outbox import Outbox
from services.work import Work


class NotEmpty(Exception):
    """There is data already."""


@dataclass(frozen=True)
class Restored:
    """What came back, how many people were erased again, and whether the audit log is whole."""

    manifest: Manifest
    erased: int
    proof: Proof


def force_sentence(settings: Settings) -> str:
    """Return what has to be typed to lose what is there."""
    return f"replace {Path(settings.database_url.partition('?')[0]).name}"


def restore(settings: Settings, source: Path, said: str) -> Restored:
    """Bring a backup to where the settings say; ``said`` is the sentence by which what is there may be lost.

    Raises:
        BrokenBackup: the backup is not whole; nothing was changed.
        OtherKind: it is of another kind of database.
        NotEmpty: there is data, and the sentence was not said.
        InUse: somebody works with the database.
        NewerDatabase: a newer Huying took the backup.
    """
    manifest, place = Manifest.read(source), place_of(settings.direct_url)
    if manifest.facts.dialect != place.dialect:
        raise OtherKind(f"The backup is of {manifest.facts.dialect}, HUYING_DATABASE_URL names {place.dialect}.")
    is_replacing = _may_replace(settings, place, said)
    known = _merge_erasures(source / ERASURES, settings.erasures_file)
    _bring_media(source / MEDIA, settings.media)
    try:
        erased = _erase_again(settings, place.fill(source, manifest), known)
        place.settle()
    finally:
        place.give_up()
    if is_replacing:
        _drop_strangers(source / MEDIA, settings.media)
    return Restored(manifest, erased, _prove(settings))


def _may_replace(settings: Settings, place: Place, said: str) -> bool:
    """Tell whether there was data that may be lost.

    Raises:
        NotEmpty: there is data that may not.
    """
    rows, sentence = place.rows(), force_sentence(settings)
    if rows and said != sentence:
        raise NotEmpty(f"HUYING_DATABASE_URL: there are {rows} rows already. To lose them all, stop the bot and call "
                       f"this again with --force-sentence '{sentence}'.")
    return rows > 0


def _merge_erasures(of_backup: Path, ours: Path) -> list[Erased]:
    """Add to the list of the erased what only the backup knows; return the whole list."""
    known = read_list(ours)
    packed = {line.pack() for line in known}
    new = [line for line in read_list(of_backup) if line.pack() not in packed]
    if new:
        append(ours, [line.pack() for line in new])
    return known + new


def _bring_media(source: Path, media: Path) -> None:
    media.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in names_in(source):
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, media / name)


def _drop_strangers(source: Path, media: Path) -> None:
    """Delete the files of matters that are lost, for nothing else would ever do it."""
    kept = set(names_in(source))
    for name in [name for name in names_in(media) if is_of_matter(name) and name not in kept]:
        (media / name).unlink()


def _erase_again(settings: Settings, address: str, known: list[Erased]) -> int:
    engine = make_engine(address)
    try:
        with Session(engine) as session, session.begin():
            forget_leads(session)
        return _erase_in(settings, engine, known)
    finally:
        engine.dispose()


def _erase_in(settings: Settings, engine: Engine, known: list[Erased]) -> int:
    """Erase whoever the backup brought back; whoever has no organisation yet has nobody to erase."""
    with Session(engine) as session:
        listed = session.scalar(select(func.count()).select_from(Erasure)) or 0
    if not (known or listed) or load_if_stored(engine) is None:
        return 0
    house, clock = build_house(settings, engine, 0, stored_username(engine)), BusinessClock()
    with JobSession(engine) as session, session.begin():
        clock.move_to(stored_offset(session))
        work = Work(session, clock.now(), house, Outbox(session, clock.real_now()))
        count = replay_erasures(work, known)
        seal(session)
    return count


def _prove(settings: Settings) -> Proof:
    engine = make_engine(settings.direct_url)
    try:
        with Session(engine) as session:
            return verify(session)
    finally:
        engine.dispose()
