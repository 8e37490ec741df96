"""How a draft looks: its preview, and what is told when it was submitted."""

from collections.abc import Sequence

from models.kinds import Kind
from models.lifecycle import Status
from models.mail import Card
from models.matter import Matter
from models.organisation import Constituency
from models.person import Person
from models.policy import ClockKind
from models.typed import clean_line, shorten
from models.walk_in import is_walk_in
from services.cards import view
from services.clocks import deadline, deadlines
from services.dispatches import body_name, newest_dispatch
from services.draft import count_files
from services.draft_form import answered, category_name, category_of
from services.draft_place import place_text
from services.routing import claim_by, deputies_of, sign_by
from services.seats import seat_name
from services.similar import Found, open_similar
from services.similar_part import similar_part, similar_rows
from services.snap import body_for, snap_seat
from services.walk_in_screens import contact_line, receipt_screen
from services.work import Work
from texts.card_presses import OpenPress
from texts.message import Names, Text, Until, term
from texts.mine_buttons import MatterPress, WithdrawPress
from texts.preview import (
    AsDeputy,
    AsHandle,
    AsName,
    Below,
    CutWords,
    FilesLine,
    HeldTillMorning,
    MayBePublic,
    NeverPublic,
    NothingToSign,
    NoWords,
    Preview,
    SignedBy,
    SnapHeld,
    SnapSubmitted,
    Submitted,
    ToBody,
    ToClaim,
    ToDeputies,
    ToOffice,
    ToOverseers,
    ToSign,
    UrgentLine,
)
from texts.report import CategoryName
from texts.report_buttons import (
    AnonymousOff,
    AnonymousOn,
    CancelButton,
    CancelPress,
    ChangeButton,
    ChangePress,
    KindButton,
    PrivateOff,
    PrivateOn,
    ProgressButton,
    SubmitButton,
    SubmitPress,
    TogglePress,
    WithdrawButton,
)
from texts.screen import Button, Rows, Screen, row

SHOWN_WORDS = 1200


@view("preview")
def render_preview(work: Work, matter: Matter, card: Card) -> Screen:
    """Show the draft anew on its card; what was submitted meanwhile says so."""
    return preview_screen(work, matter) if matter.status == Status.DRAFT else submitted_screen(work, matter)


def preview_screen(work: Work, draft: Matter, similar: Sequence[Found] | None = None) -> Screen:
    """Show all a draft holds, who will get it and until when it must be claimed.

    ``similar`` are the open matters that look alike, where they were looked for already.
    """
    similar = open_similar(work, draft) if similar is None else similar
    files, category = count_files(work, draft), category_of(work, draft)
    text = Preview(
        words=words_text(draft.words), files=FilesLine(files) if files else None, place=place_text(work, draft),
        category=category_name(category) if category else CategoryName("", Names("", "")),
        answers=below(answered(work, draft)), kind=term(Kind(draft.kind)),
        urgent=UrgentLine() if draft.urgent else None,
        similar=similar_part(work, similar) if similar else None,
        receivers=receivers(work, draft), limit=_limit(work, draft),
        name=_name_line(work, draft),
        publicity=NeverPublic() if draft.unpublished else MayBePublic(),
    )
    return Screen(text, (*similar_rows(draft, similar), *_preview_rows(work, draft)))


def _limit(work: Work, draft: Matter) -> Text:
    """Say until when somebody has to take it on: a deputy, or the body that gets a deputy's own 随手拍."""
    if snap_seat(work, draft) is None:
        return ToClaim(Until(claim_by(work, draft)))
    return ToSign(Until(sign_by(work, draft))) if body_for(work, draft) else NothingToSign()


def _name_line(work: Work, draft: Matter) -> Text:
    """Say what the deputies will see of who it is."""
    if is_walk_in(draft):
        return contact_line(work, draft)
    if seat := snap_seat(work, draft):
        return AsDeputy(seat_name(seat))
    author = work.session.get_one(Person, draft.author_id)
    return AsHandle(draft.handle) if draft.anonymous else AsName(clean_line(author.name))


def _preview_rows(work: Work, draft: Matter) -> Rows:
    hidden = AnonymousOn() if draft.anonymous else AnonymousOff()
    private = PrivateOn() if draft.unpublished else PrivateOff()
    switches = [Button(hidden, TogglePress(draft.id, "anonymous")), Button(private, TogglePress(draft.id, "private"))]
    if is_walk_in(draft) or snap_seat(work, draft):
        del switches[0]
    return (
        row(Button(SubmitButton(), SubmitPress(draft.id)), Button(ChangeButton(), ChangePress(draft.id, "menu"))),
        row(*switches),
        row(Button(KindButton(term(Kind(draft.kind))), TogglePress(draft.id, "kind")),
            Button(CancelButton(), CancelPress(draft.id))),
    )


def submitted_screen(work: Work, matter: Matter) -> Screen:
    """Tell number, receivers and dates of what was just submitted."""
    if matter.snap_seat:
        return _snap_screen(work, matter)
    ends = deadlines(work, matter)
    claim, first = ends.get(ClockKind.CLAIM), ends.get(ClockKind.FIRST_ANSWER)
    if is_walk_in(matter):
        until = claim_by(work, matter)
        return receipt_screen(work, matter, receivers(work, matter), Until(claim or until), Until(first or until))
    quiet = work.house.quiet
    is_held = not matter.urgent and quiet.is_quiet(work.now)
    text = Submitted(
        number=matter.number or "", receivers=receivers(work, matter),
        held=HeldTillMorning(quiet.release(work.now, "card")) if is_held else None,
        claim_by=Until(claim or claim_by(work, matter)), answer_by=Until(first or claim_by(work, matter)),
    )
    return Screen(text, (row(Button(ProgressButton(), MatterPress(matter.id)),
                             Button(WithdrawButton(), WithdrawPress(matter.id, False))),))


def _snap_screen(work: Work, matter: Matter) -> Screen:
    """Tell a deputy to whom their own 随手拍 went, and how they follow it."""
    dispatch, until = newest_dispatch(work, matter), deadline(work, matter, ClockKind.SIGN)
    quiet, at = work.house.quiet, matter.submitted_at or work.now
    is_held = dispatch is not None and not matter.urgent and quiet.is_quiet(at)
    text = SnapSubmitted(
        number=matter.number or "",
        receivers=ToBody(body_name(work, dispatch.body_code)) if dispatch else ToOverseers(),
        held=SnapHeld(quiet.release(at, "card")) if is_held else None, sign=SignedBy(Until(until)) if until else None)
    return Screen(text, (row(Button(ProgressButton(), OpenPress(matter.id)),
                             Button(WithdrawButton(), WithdrawPress(matter.id, False))),))


def receivers(work: Work, matter: Matter) -> Text:
    """Say who gets the matter: the constituency's deputies but its author, else those who dispatch.

    A deputy's own 随手拍 goes to a body, or to those who oversee it.
    """
    if snap_seat(work, matter):
        body = body_for(work, matter)
        return ToBody(body.name) if body else ToOverseers()
    deputies = [seat for seat in deputies_of(work, matter) if seat.person_id != matter.author_id]
    if not matter.constituency_code or not deputies:
        return ToOffice()
    constituency = work.session.get_one(Constituency, matter.constituency_code)
    return ToDeputies(constituency.name, "、".join(seat.name for seat in deputies))


def below(lines: Sequence[Text]) -> Below | None:
    """Return lines for a place of their own, nothing for none."""
    return Below(tuple(lines)) if lines else None


def words_text(words: str, length: int = SHOWN_WORDS) -> Text | str:
    """Return the words for a screen, cut when they are long."""
    if not words:
        return NoWords()
    return words if len(words) <= length else CutWords(shorten(words, length), len(words))
