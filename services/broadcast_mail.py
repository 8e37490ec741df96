"""How a notice looks, and what its progress and report say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.broadcast import Audience, Broadcast, Stage, Turn
from models.organisation import Seat, Station, Street
from models.organisation_plan import Role
from services.draft_form import category_name
from services.seats import scope_name
from services.work import Work
from texts import broadcast as say
from texts import broadcast_buttons as on
from texts.message import Names, Text, Until
from texts.screen import Button, Media, Rows, Screen, row

PER_SECOND = 25
"""A cautious guess of the pace before there is one to measure."""


@dataclass(frozen=True)
class Tally:
    """What became of a broadcast's letters so far."""

    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0
    left_out: int = 0
    """Opted out after their letter was put."""
    stopped: int = 0
    """Cancelled by the sender."""
    waiting: int = 0
    """Waiting, held, or under way."""

    @property
    def settled(self) -> int:
        """Return how many need nothing more."""
        return self.sent + self.blocked + self.failed + self.unknown + self.left_out


def letter_screen(work: Work, broadcast: Broadcast, *, private: bool = True, opted_out: bool = False) -> Screen:
    """Show the notice as its readers see it; in private chats with the way out of all notices, or back."""
    media = (Media("photo", file_id=broadcast.photo),) if broadcast.photo else ()
    way_out = Button(on.OptOutButton(), on.OptOutPress(broadcast.id))
    way_back = Button(on.OptInButton(), on.OptInPress(broadcast.id))
    rows = (row(way_back if opted_out else way_out),) if private else ()
    return Screen(notice_of(work, broadcast), rows, media=media)


def notice_of(work: Work, broadcast: Broadcast) -> Text:
    """Return the notice's words under the name of the office or committee."""
    seat = work.session.get_one(Seat, broadcast.seat_id)
    place = scope_name(work, seat.role, seat.scope)
    sender = say.OfficeSender(place) if seat.role == Role.OFFICE else say.StreetSender(place)
    return say.Notice(sender, broadcast.words)


def photo_of(broadcast: Broadcast) -> Text | None:
    """Say that a picture goes with it."""
    return say.WithPhoto() if broadcast.photo else None


def audience_of(work: Work, broadcast: Broadcast) -> Text:
    """Name the audience."""
    code = broadcast.code or ""
    match broadcast.audience:
        case Audience.STREET:
            return say.StreetAudience(_name(work, Street, code))
        case Audience.STATION:
            return say.StationAudience(_name(work, Station, code))
        case Audience.CATEGORY:
            found = work.house.policy.find(code)
            return say.CategoryAudience(category_name(found) if found else Names(code, code))
        case Audience.GROUPS:
            return say.GroupsAudience(_name(work, Street, code) if code else work.house.name)
    return say.DistrictAudience(work.house.name)


def progress_screen(work: Work, broadcast: Broadcast, tally: Tally) -> Screen:
    """Show how far it is, with what may be done about it."""
    total = max(broadcast.total, broadcast.put)
    text = say.Progress(broadcast.id, _state(work, broadcast, tally, total), audience_of(work, broadcast), tally.sent,
                        total, tally.blocked, tally.failed, tally.unknown)
    return Screen(text, _steering(broadcast))


def report_screen(work: Work, broadcast: Broadcast, tally: Tally) -> Screen:
    """Show what became of it in the end."""
    is_done = broadcast.stage == Stage.DONE
    total = max(broadcast.total, broadcast.put)
    missing = total - broadcast.put + tally.left_out + tally.stopped
    more: list[Text] = [say.UnknownExplained()] if tally.unknown else []
    if missing:
        more.append(say.SkippedOnTheWay(missing) if is_done else say.NotSent(missing))
    state = say.StateDone() if is_done else say.StateCancelled()
    return Screen(say.Report(broadcast.id, state, audience_of(work, broadcast), total, tally.sent, tally.blocked,
                             tally.failed, tally.unknown, tuple(more)))


def _state(work: Work, broadcast: Broadcast, tally: Tally, total: int) -> Text:
    if broadcast.stage == Stage.PAUSED:
        return say.StatePaused()
    if broadcast.stage == Stage.CANCELLED:
        return say.StateStopping()
    morning = work.house.quiet.release(max(work.now, broadcast.sent_at or work.now), "card")
    if morning > work.now:
        return say.StateWaiting(morning)
    return say.StateSending(Until(_end(work, broadcast, tally, total)))


def _end(work: Work, broadcast: Broadcast, tally: Tally, total: int) -> datetime:
    """Expect the end by the pace since it last began to run, rounded up to the minute."""
    done = tally.settled - broadcast.resumed_with
    passed = (work.now - broadcast.resumed_at).total_seconds() if broadcast.resumed_at else 0.0
    pace = done / passed if done > 0 and passed > 0 else PER_SECOND / work.house.speed
    end = work.now + timedelta(seconds=max(total - tally.settled, 0) / pace)
    return (end + timedelta(seconds=59)).replace(second=0, microsecond=0)


def _steering(broadcast: Broadcast) -> Rows:
    labels: dict[Turn, Text] = {Turn.PAUSE: on.PauseButton(), Turn.GO_ON: on.GoOnButton(),
                                Turn.CANCEL: on.CancelButton()}
    buttons = tuple(Button(label, on.SteerPress(broadcast.id, turn)) for turn, label in labels.items()
                    if broadcast.may(turn))
    return (buttons,) if buttons else ()


def _name(work: Work, table: type[Street] | type[Station], code: str) -> str:
    found = work.session.get(table, code)
    return found.name if found else code
