"""`我的诉求`: list, card, whole timeline, chase, withdrawal, share."""

from urllib.parse import quote

from handlers.menu import home
from handlers.mine_show import open_rows, show_own
from handlers.report_flow import mention_draft, step_of
from handlers.routes import Routes
from handlers.talk import Talk
from models.lifecycle import Status
from models.matter import Matter
from services.chase import ChaseMatter, chase_matter
from services.draft_form import category_of, names
from services.mine import PAGE, WithdrawMatter, count_mine, filed, list_mine, mine, withdraw_matter
from services.resident_card import history_screen
from texts.message import Names, term
from texts.mine import (
    AskWithdraw,
    Followed,
    ItemButton,
    MyItem,
    MyList,
    MyListEmpty,
    NotWithdrawn,
    Share,
    Withdrawn,
)
from texts.mine_buttons import (
    ChasePress,
    ForwardButton,
    KeepButton,
    KeepPress,
    MatterPress,
    MyHistoryPress,
    MyListPress,
    ReallyWithdrawButton,
    SharePress,
    WithdrawPress,
)
from texts.report_buttons import NextPageButton, PreviousPageButton
from texts.screen import Button, Screen, row
from texts.start import MyKey, age

routes = Routes("mine")


@routes.command("my")
@routes.key(MyKey)
def on_my(talk: Talk) -> None:
    """`我的诉求` or /my: what waits unfinished, then the list."""
    if step_of(talk):
        talk.leave()
    mention_draft(talk)
    if count_mine(talk.work) == 0:
        talk.reply(Screen(MyListEmpty(), keys=home(talk)))
    else:
        talk.show(list_screen(talk, 0))


@routes.press(MyListPress)
def on_page(talk: Talk, press: MyListPress) -> None:
    """Another page of the list."""
    talk.show(list_screen(talk, press.page))


def list_screen(talk: Talk, page: int) -> Screen:
    """Show a page of one's matters, a button for each."""
    total = count_mine(talk.work)
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 0), pages - 1)
    matters = list_mine(talk.work, page)
    lines = [row(Button(ItemButton(matter.number or "", _category(talk, matter)), MatterPress(matter.id)))
             for matter in matters]
    turns = [Button(PreviousPageButton(), MyListPress(page - 1))] if page else []
    turns += [Button(NextPageButton(), MyListPress(page + 1))] if page + 1 < pages else []
    text = MyList(tuple(_item(talk, matter) for matter in matters), total, page + 1, pages)
    return Screen(text, (*lines, tuple(turns)) if turns else tuple(lines))


def _item(talk: Talk, matter: Matter) -> MyItem:
    followed = None if matter.author_id == talk.work.person.id else Followed()
    return MyItem(matter.number or "", _category(talk, matter), term(Status(matter.status)),
                  age(matter.submitted_at, talk.now), followed)


def _category(talk: Talk, matter: Matter) -> Names:
    category = category_of(talk.work, matter)
    return names(category.name) if category else Names("", "")


@routes.press(MatterPress)
def on_matter(talk: Talk, press: MatterPress) -> None:
    """[查看进度] or a line of the list."""
    show_own(talk, mine(talk.work, press.matter_id))


@routes.press(MyHistoryPress)
def on_history(talk: Talk, press: MyHistoryPress) -> None:
    """[全部经过], in place of the card."""
    matter = mine(talk.work, press.matter_id)
    talk.show(history_screen(talk.work, matter, press.page), view="notice", matter_id=matter.id)


@routes.press(ChasePress)
def on_chase(talk: Talk, press: ChasePress) -> None:
    """[催办]."""
    told = chase_matter(ChaseMatter(press.matter_id), talk.work)
    talk.reply(Screen(told), matter_id=press.matter_id)


@routes.press(WithdrawPress)
def on_withdraw(talk: Talk, press: WithdrawPress) -> None:
    """[撤回], asked once more because it cannot be undone."""
    matter = filed(talk.work, press.matter_id)
    if press.sure:
        withdraw_matter(WithdrawMatter(matter.id), talk.work)
        talk.show(Screen(Withdrawn(matter.number or ""), open_rows(matter.id)), view="notice", matter_id=matter.id)
    elif not matter.is_open:
        show_own(talk, matter)
    else:
        yes = Button(ReallyWithdrawButton(), WithdrawPress(matter.id, True))
        talk.reply(Screen(AskWithdraw(matter.number or ""), (row(yes, Button(KeepButton(), KeepPress(matter.id))),)),
                   matter_id=matter.id)


@routes.press(KeepPress)
def on_keep(talk: Talk, press: KeepPress) -> None:
    """[不撤回]."""
    matter = filed(talk.work, press.matter_id)
    talk.show(Screen(NotWithdrawn(matter.number or ""), open_rows(matter.id)), view="notice", matter_id=matter.id)


@routes.press(SharePress)
def on_share(talk: Talk, press: SharePress) -> None:
    """[分享]: a link by which anyone sees the public view."""
    matter = mine(talk.work, press.matter_id)
    link = talk.work.house.link(f"mt_{matter.number}")
    forward = Button(ForwardButton(), url=f"https://t.me/share/url?url={quote(link, safe='')}")
    talk.reply(Screen(Share(matter.number or "", link), (row(forward),)), matter_id=matter.id)
