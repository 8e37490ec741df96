"""How writing to many looks: audience, its lists, preview, what is under way."""

from handlers.choices import choices
from models.broadcast import Audience, Broadcast
from models.organisation import Seat, Street
from models.organisation_plan import Role
from services.audience import WITH_GROUPS, count_reach, stations_for, streets_for
from services.broadcast import BELOW_PHOTO, LIMIT
from services.broadcast_mail import audience_of, notice_of, photo_of, progress_screen
from services.broadcast_run import tally_of
from services.draft_form import category_name, names
from services.work import Work
from texts import broadcast as say
from texts import broadcast_buttons as on
from texts.message import Names
from texts.press import StalePress
from texts.screen import Button, Rows, Screen, grid, row

ALL = "-"
"""The branch before a street or a group of categories is chosen, and the code of an audience without one."""
LISTED = 5


def write_screen(broadcast: Broadcast) -> Screen:
    """Ask for the words."""
    text = say.AskWordsToPhoto() if broadcast.photo else say.AskWords(LIMIT, BELOW_PHOTO)
    return Screen(text, (_drop(broadcast),))


def audience_screen(work: Work, broadcast: Broadcast, seat: Seat) -> Screen:
    """Ask who shall read it."""
    text = say.AskAudience(notice_of(work, broadcast), photo_of(broadcast))
    kinds = _of_office(broadcast) if seat.role == Role.OFFICE else _of_street(work, broadcast, seat)
    rewrite = Button(on.RewriteButton(), on.RewritePress(broadcast.id))
    return Screen(text, (*grid(kinds), (rewrite, *_drop(broadcast))))


def branch_screen(work: Work, broadcast: Broadcast, seat: Seat, press: on.AimPress) -> Screen:
    """Show a list to choose an audience from."""
    match press.audience, press.branch:
        case Audience.STREET, _:
            buttons = [_audience(broadcast, Audience.STREET, each.code, each.name) for each in streets_for(work, seat)]
        case Audience.STATION, "-":
            buttons = [_branch(broadcast, Audience.STATION, each.code, Names(each.name, each.name))
                       for each in streets_for(work, seat)]
        case Audience.STATION, street:
            buttons = [_audience(broadcast, Audience.STATION, each.code, each.name)
                       for each in stations_for(work, seat, street)]
        case Audience.CATEGORY, branch if seat.role == Role.OFFICE:
            buttons = _categories(work, broadcast, branch)
        case _:
            raise StalePress
    back = _back(broadcast, seat, press)
    rows = choices(buttons, press.page, lambda to: on.AimPress(broadcast.id, press.audience, press.branch, to), back)
    return Screen(say.ChooseOne(), rows)


def preview_screen(work: Work, broadcast: Broadcast) -> Screen:
    """Show the notice as it will look, whom it reaches and how many they are."""
    reach = count_reach(work, broadcast)
    left_out = say.LeftOut(reach.opted_out, reach.blocked) if reach.opted_out or reach.blocked else None
    at = work.house.quiet.release(work.now, "card")
    text = say.Preview(notice_of(work, broadcast), photo_of(broadcast), audience_of(work, broadcast), reach.people,
                       reach.groups, left_out, say.AtMorning(at) if at > work.now else None)
    return Screen(text, _preview_rows(broadcast))


def sent_screen(work: Work, broadcast: Broadcast) -> Screen:
    """Show how far it is."""
    return progress_screen(work, broadcast, tally_of(work, broadcast))


def running_screen(work: Work, broadcasts: list[Broadcast]) -> Screen:
    """List what is under way, the newest five, and offer to write another."""
    lines = [row(_running(work, each)) for each in broadcasts[:LISTED]]
    return Screen(say.Running(len(broadcasts)), (*lines, row(Button(on.NewButton(), on.NewNoticePress()))))


def _running(work: Work, broadcast: Broadcast) -> Button:
    total = max(broadcast.total, broadcast.put)
    label = on.RunningOne(broadcast.id, tally_of(work, broadcast).sent, total)
    return Button(label, on.OpenNoticePress(broadcast.id))


def _of_office(broadcast: Broadcast) -> list[Button]:
    return [
        Button(on.ToDistrict(), on.AudiencePress(broadcast.id, Audience.DISTRICT, ALL)),
        Button(on.ToStreet(), on.AimPress(broadcast.id, Audience.STREET, ALL, 0)),
        Button(on.ToStation(), on.AimPress(broadcast.id, Audience.STATION, ALL, 0)),
        Button(on.ToCategory(), on.AimPress(broadcast.id, Audience.CATEGORY, ALL, 0)),
        Button(on.ToGroups(), on.AudiencePress(broadcast.id, Audience.GROUPS, ALL)),
    ]


def _of_street(work: Work, broadcast: Broadcast, seat: Seat) -> list[Button]:
    street = work.session.get_one(Street, seat.scope)
    return [
        Button(say.StreetAudience(street.name), on.AudiencePress(broadcast.id, Audience.STREET, street.code)),
        Button(on.ToStation(), on.AimPress(broadcast.id, Audience.STATION, street.code, 0)),
        Button(on.ToGroups(), on.AudiencePress(broadcast.id, Audience.GROUPS, street.code)),
    ]


def _categories(work: Work, broadcast: Broadcast, branch: str) -> list[Button]:
    policy = work.house.policy
    if branch == ALL:
        return [_branch(broadcast, Audience.CATEGORY, each.code, names(each.name)) for each in policy.offered_groups]
    return [Button(category_name(each), on.AudiencePress(broadcast.id, Audience.CATEGORY, each.code))
            for each in policy.categories_of(branch)]


def _back(broadcast: Broadcast, seat: Seat, press: on.AimPress) -> on.AimPress | on.ReaimPress:
    is_top = press.branch == ALL or seat.role != Role.OFFICE
    return on.ReaimPress(broadcast.id) if is_top else on.AimPress(broadcast.id, press.audience, ALL, 0)


def _preview_rows(broadcast: Broadcast) -> Rows:
    number = broadcast.id
    groups = Button(on.GroupsOn() if broadcast.to_groups else on.GroupsOff(),
                    on.GroupsPress(number, not broadcast.to_groups))
    return (
        row(Button(on.TestButton(), on.TestPress(number)),
            Button(on.SendButton(), on.SendNoticePress(number, broadcast.revision))),
        *((row(groups),) if broadcast.audience in WITH_GROUPS else ()),
        row(Button(on.RewriteButton(), on.RewritePress(number)), Button(on.ReaimButton(), on.ReaimPress(number))),
        _drop(broadcast),
    )


def _drop(broadcast: Broadcast) -> tuple[Button, ...]:
    return row(Button(on.CancelButton(), on.DropPress(broadcast.id)))


def _branch(broadcast: Broadcast, audience: Audience, branch: str, label: Names) -> Button:
    return Button(label, on.AimPress(broadcast.id, audience, branch, 0))


def _audience(broadcast: Broadcast, audience: Audience, code: str, name: str) -> Button:
    return Button(Names(name, name), on.AudiencePress(broadcast.id, audience, code))
