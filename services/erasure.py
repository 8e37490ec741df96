"""Erasing a person: their matters stay and name nobody, everything else of theirs goes (docs/privacy.md)."""

from collections.abc import Sequence

from sqlalchemy import Text as SqlText
from sqlalchemy import cast, delete, or_, select, update

from models.broadcast import OptOut
from models.clock import Held
from models.dispatch import Dispatch, Extension
from models.lifecycle import Status
from models.mail import Card, Dialog, Due, InboxUpdate, Letter, LetterState, UpdateState
from models.matter import Attachment, Event, Follower, Matter
from models.memory import forget
from models.organisation import Seat
from models.person import Group, Person
from models.privacy import DataCopy, Discard
from models.promise import Promise
from models.search import Export, Search
from models.subscription import Subscription
from models.timeline import AnswerDraft
from services.audit import forget_salts
from services.cards import refresh
from services.drafts import delete_draft
from services.media import delete_files
from services.mine import withdraw
from services.scrub import EMPTY, Scrubber, file_ids_in, numbers_in
from services.search_index import index_words
from services.work import Work

UNDER_WAY = (LetterState.WAITING, LetterState.LEASED)
NOWHERE = "erased"
"""The lane of updates of which only the number is left, so that Telegram cannot repeat them."""
NO_BODY = "{}"


def erase(work: Work, person: Person, *, withdraws: bool, farewell: Card | None = None) -> int:
    """Erase a person who talked to us; return how many matters stay without them.

    Args:
        work: the transaction.
        person: whom; their row stays and names nobody.
        withdraws: whether their open matters end.
        farewell: a card of their chat that stays for the last word to them (services.farewell ends it).
    """
    chat = person.telegram_id
    matters = _own(work, person, withdraws=withdraws)
    scrubber = Scrubber.of(person.name, *(matter.author_name for matter in matters))
    traces = [*scrubber.names, *_numbers(work, person, matters)]
    followed = _unfollow(work, person)
    files = _delete_files(work, person, matters)
    for matter in matters:
        anonymise(matter, scrubber)
    work.session.flush()
    scrub_around(work, matters, scrubber, files)
    _scrub_events_elsewhere(work, person, scrubber)
    if chat is not None:
        _empty_chat(work, chat, farewell)
        _empty_elsewhere(work, chat, [*traces, *files])
    _delete_own_rows(work, person)
    forget_salts(work.session, person.id, [f"matter:{matter.id}" for matter in matters])
    _blank(person)
    work.session.flush()
    forget(work.session)
    for matter in {each.id: each for each in (*matters, *followed)}.values():
        refresh(work, matter)
    return len(matters)


def anonymise(matter: Matter, scrubber: Scrubber) -> None:
    """Let a matter name nobody."""
    matter.author_name, matter.anonymous, matter.form = None, True, {}
    matter.words = scrubber.words(matter.words)
    matter.answers = scrubber.json(matter.answers)
    matter.place = scrubber.words(matter.place) if matter.place else None


def scrub_around(work: Work, matters: Sequence[Matter], scrubber: Scrubber, files: Sequence[str]) -> None:
    """Hide whoever is named in timelines, letters, forms and held messages of matters."""
    ids = [matter.id for matter in matters]
    for event in work.session.scalars(select(Event).where(Event.matter_id.in_(ids))):
        _scrub_event(event, scrubber)
    for draft in work.session.scalars(select(AnswerDraft).where(AnswerDraft.matter_id.in_(ids))):
        draft.words, draft.reason = scrubber.words(draft.words), scrubber.words(draft.reason)
    for held in work.session.scalars(select(Held).where(Held.matter_id.in_(ids))):
        held.text = scrubber.json(held.text)
    for dialog in work.session.scalars(select(Dialog).where(Dialog.data["matter"].as_integer().in_(ids))):
        dialog.data = scrubber.json(dialog.data)
    _scrub_work_of_bodies(work, ids, scrubber)
    for matter in matters:
        index_words(work, matter)
    refs = [f"matter:{matter_id}" for matter_id in ids]
    for due in work.session.scalars(select(Due).where(Due.ref.in_(refs), Due.error.is_not(None))):
        due.error = None
    work.session.flush()
    _scrub_letters(work, ids, scrubber, set(files))


def _scrub_work_of_bodies(work: Work, matter_ids: Sequence[int], scrubber: Scrubber) -> None:
    """Hide whoever is named in what was forwarded, replied, asked for and promised."""
    for dispatch in work.session.scalars(select(Dispatch).where(Dispatch.matter_id.in_(matter_ids))):
        dispatch.note, dispatch.reason = scrubber.words(dispatch.note), scrubber.words(dispatch.reason)
        dispatch.reply = scrubber.words(dispatch.reply)
    for asked in work.session.scalars(select(Extension).where(Extension.matter_id.in_(matter_ids))):
        asked.reason, asked.refusal = scrubber.words(asked.reason), scrubber.words(asked.refusal)
    for promise in work.session.scalars(select(Promise).where(Promise.matter_id.in_(matter_ids))):
        promise.words = scrubber.words(promise.words)
        promise.reason = scrubber.words(promise.reason) if promise.reason else None


def delete_files_of(work: Work, matters: Sequence[Matter], person_id: int) -> list[str]:
    """Delete what residents sent with their matters, not what was answered; return the files' Telegram ids."""
    ids = [matter.id for matter in matters]
    theirs = select(Event.id).where(Event.person_id == person_id, Event.seat_id.is_(None))
    of_matters = Attachment.matter_id.in_(ids) & Attachment.event_id.is_(None)
    rows = work.session.scalars(select(Attachment).where(or_(of_matters, Attachment.event_id.in_(theirs)))).all()
    file_ids = [row.file_id for row in rows]
    delete_files(work, rows)
    return file_ids


def _own(work: Work, person: Person, *, withdraws: bool) -> list[Matter]:
    """Return the person's matters; their drafts are deleted, and open ones withdrawn if they wish."""
    matters = []
    for matter in work.session.scalars(select(Matter).where(Matter.author_id == person.id).order_by(Matter.id)).all():
        if matter.status == Status.DRAFT:
            delete_draft(work, matter)
            continue
        if withdraws and matter.is_open:
            withdraw(work, matter)
        matters.append(matter)
    return matters


def _unfollow(work: Work, person: Person) -> list[Matter]:
    rows = work.session.scalars(select(Follower).where(Follower.person_id == person.id)).all()
    for row in rows:
        work.session.delete(row)
    work.session.flush()
    return [work.session.get_one(Matter, row.matter_id) for row in rows]


def _delete_files(work: Work, person: Person, matters: Sequence[Matter]) -> list[str]:
    return delete_files_of(work, matters, person.id)


def _scrub_event(event: Event, scrubber: Scrubber) -> None:
    event.words = scrubber.words(event.words) if event.words else event.words
    event.data = scrubber.json(event.data)


def _scrub_events_elsewhere(work: Work, person: Person, scrubber: Scrubber) -> None:
    """Hide what the person typed about matters of others."""
    for event in work.session.scalars(select(Event).where(Event.person_id == person.id, Event.seat_id.is_(None))):
        _scrub_event(event, scrubber)
    work.session.flush()


def _scrub_letters(work: Work, matter_ids: Sequence[int], scrubber: Scrubber, files: set[str]) -> None:
    """Empty letters about matters that were sent; hide in those under way whoever is named and take deleted files."""
    about = select(Card.id).where(Card.matter_id.in_(matter_ids))
    for letter in work.session.scalars(select(Letter).where(Letter.card_id.in_(about))):
        if letter.state in UNDER_WAY and files.isdisjoint(file_ids_in(letter.screen)):
            letter.screen = scrubber.screen(letter.screen)
        else:
            empty(letter)
    work.session.flush()


def empty(letter: Letter) -> None:
    """Take the words out of a letter; it is not sent any more, nor sent again."""
    letter.screen, letter.error = EMPTY, None
    if letter.state not in (LetterState.SENT, LetterState.MAYBE_DUPLICATE, LetterState.REPLACED):
        letter.state = LetterState.CANCELLED


def _numbers(work: Work, person: Person, matters: Sequence[Matter]) -> set[str]:
    """Return the long numbers the person typed: phones, as far as we can know."""
    typed = work.session.scalars(select(Event.words).where(Event.person_id == person.id, Event.seat_id.is_(None)))
    told = (part for matter in matters for part in (matter.words, matter.place, *map(str, matter.answers.values())))
    return numbers_in(*typed, *told)


def _empty_chat(work: Work, chat: int, farewell: Card | None) -> None:
    """Delete everything of the person's chat."""
    session, kept = work.session, farewell.id if farewell else 0
    delete_chat(work, chat, kept)
    if farewell is not None:
        farewell.person_id, farewell.matter_id, farewell.living = None, None, False
    for dialog in session.scalars(select(Dialog).where(or_(Dialog.chat_id == chat, Dialog.user_id == chat))):
        session.delete(dialog)
    session.flush()


def _empty_elsewhere(work: Work, chat: int, traces: Sequence[str]) -> None:
    """Empty what arrived from the person, and what arrived or was sent that names them."""
    bodies = [InboxUpdate.body.contains(trace, autoescape=True) for trace in (f'"id":{chat},', *traces)]
    theirs = or_(InboxUpdate.lane.in_([f"chat {chat}", f"user {chat}"]), *bodies)
    work.session.execute(update(InboxUpdate).where(theirs, InboxUpdate.state != UpdateState.WAITING)
                         .values(body=NO_BODY, lane=NOWHERE, error=None).execution_options(synchronize_session=False))
    screens = [cast(Letter.screen, SqlText).contains(trace, autoescape=True) for trace in traces]
    if screens:
        for letter in work.session.scalars(select(Letter).where(or_(*screens), Letter.state.not_in(UNDER_WAY))):
            empty(letter)
    work.session.flush()


def delete_chat(work: Work, chat: int, kept_card: int = 0) -> None:
    """Delete a chat's letters and cards but one."""
    work.session.execute(delete(Letter).where(
        or_(Letter.chat_id == chat, Letter.card_id.in_(select(Card.id).where(Card.chat_id == chat)))
    ).execution_options(synchronize_session=False))
    for card in work.session.scalars(select(Card).where(Card.chat_id == chat, Card.id != kept_card)):
        work.session.delete(card)
    work.session.flush()
    forget(work.session)


def _delete_own_rows(work: Work, person: Person) -> None:
    session = work.session
    for table in (Held, DataCopy, Subscription, OptOut, Search, Export):
        session.execute(delete(table).where(table.person_id == person.id))
    for copy in session.scalars(select(Discard).where(Discard.person_id == person.id)):
        copy.after, copy.person_id = work.outbox.real_now, None
    for seat in session.scalars(select(Seat).where(Seat.person_id == person.id)):
        seat.person_id = None
    for group in session.scalars(select(Group).where(Group.bound_by == person.id)):
        group.bound_by = None
    for card in session.scalars(select(Card).where(Card.person_id == person.id)):
        card.person_id = None
    session.flush()


def _blank(person: Person) -> None:
    person.telegram_id, person.name, person.language = None, "", "zh-Hans"
    person.acting_seat_id = person.last_community_code = person.last_place = None
    person.last_lat = person.last_lon = person.blocked_at = person.muted_until = person.mute_reason = person.menu = None
