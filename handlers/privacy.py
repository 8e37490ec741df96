"""One's own data: [导出我的数据], [删除我的数据]."""

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.talk import Talk
from services.farewell import plan_farewell
from services.outbox import Address
from services.privacy import EraseMe, Share, ask_for_export, erase_me, share_of
from texts.privacy import (
    AskErase,
    AskOpenMatters,
    DoNotEraseButton,
    DoNotErasePress,
    EraseChoicePress,
    Erased,
    EraseNowPress,
    ErasePress,
    ExportPress,
    ExportPromised,
    ExportUnderWay,
    KeepAllButton,
    NotErased,
    NothingOpen,
    OpenKept,
    OpenWithdrawn,
    ReallyEraseButton,
    WithdrawAllButton,
)
from texts.screen import Button, Screen, row

routes = Routes("privacy")


@routes.press(ExportPress)
def on_export(talk: Talk, press: ExportPress) -> None:
    """[导出我的数据]."""
    require_private(talk)
    talk.say(ExportPromised() if ask_for_export(talk.work) else ExportUnderWay(), alert=True)


@routes.press(ErasePress)
def on_erase(talk: Talk, press: ErasePress) -> None:
    """[删除我的数据]: asks first what shall become of open matters."""
    require_private(talk)
    share = share_of(talk.work)
    if not share.open:
        _confirm(talk, share, withdraws=False)
        return
    choices = row(Button(WithdrawAllButton(), EraseChoicePress(True)),
                  Button(KeepAllButton(), EraseChoicePress(False)))
    no = row(Button(DoNotEraseButton(), DoNotErasePress()))
    # the note it was asked under stays as it is
    talk.reply(Screen(AskOpenMatters(share.open), (choices, no)))


@routes.press(EraseChoicePress)
def on_choice(talk: Talk, press: EraseChoicePress) -> None:
    """What shall become of open matters was said."""
    require_private(talk)
    _confirm(talk, share_of(talk.work), withdraws=press.withdraws)


@routes.press(DoNotErasePress)
def on_no(talk: Talk, press: DoNotErasePress) -> None:
    """[不删除]."""
    talk.show(Screen(NotErased()))


@routes.press(EraseNowPress)
def on_yes(talk: Talk, press: EraseNowPress) -> None:
    """[确认删除]: the last word stands where the button stood."""
    require_private(talk)
    here, card = Address(talk.here.chat_id, talk.here.language), talk.card
    erase_me(EraseMe(press.withdraws, press.matters), talk.work, card)
    if card is None:
        card = talk.work.outbox.send(here, Screen(Erased()))
    else:
        talk.work.outbox.edit(card, Screen(Erased()), language=here.language)
    plan_farewell(talk.work, card)


def _confirm(talk: Talk, share: Share, *, withdraws: bool) -> None:
    fate = NothingOpen() if not share.open else OpenWithdrawn() if withdraws else OpenKept()
    buttons = row(Button(ReallyEraseButton(), EraseNowPress(withdraws, share.matters)),
                  Button(DoNotEraseButton(), DoNotErasePress()))
    screen = Screen(AskErase(share.matters, share.drafts, fate), (buttons,))
    if talk.card is not None and share.open:
        talk.show(screen)
    else:
        talk.reply(screen)
