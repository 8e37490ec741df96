"""Buttons of `我的诉求`."""

from texts.message import Text
from texts.press import Press
from texts.screen import Button, Rows, row


class AddButton(Text):
    """[补充]."""


class ChaseButton(Text):
    """[催办]."""


class WithdrawButton(Text):
    """[撤回]."""


class ShareButton(Text):
    """[分享]."""


class ForwardButton(Text):
    """[发给朋友]."""


class HistoryButton(Text):
    """[全部经过]."""


class ToCardButton(Text):
    """[返回诉求]."""


class ToListButton(Text):
    """[返回列表]."""


class OpenButton(Text):
    """[查看诉求]."""


class ReallyWithdrawButton(Text):
    """[确认撤回]."""


class KeepButton(Text):
    """[不撤回]."""


class SolvedButton(Text):
    """[已解决]."""


class UnsolvedButton(Text):
    """[未解决]."""


class SatisfiedButton(Text):
    """[满意]."""


class MostlyButton(Text):
    """[基本满意]."""


class DissatisfiedButton(Text):
    """[不满意]."""


class NeverMindButton(Text):
    """[算了]."""


class MyListPress(Press, verb="mylist"):
    """A page of `我的诉求`."""

    page: int


class MatterPress(Press, verb="matter"):
    """The card of one's matter."""

    matter_id: int


class MyHistoryPress(Press, verb="myhist"):
    """A page of all that happened."""

    matter_id: int
    page: int


class AddPress(Press, verb="add"):
    """[补充]."""

    matter_id: int


class ChasePress(Press, verb="chase"):
    """[催办]."""

    matter_id: int


class WithdrawPress(Press, verb="withdraw"):
    """[撤回], and again with ``sure``."""

    matter_id: int
    sure: bool


class KeepPress(Press, verb="keep"):
    """[不撤回]."""

    matter_id: int


class SharePress(Press, verb="share"):
    """[分享]."""

    matter_id: int


class ConfirmPress(Press, verb="confirm"):
    """[已解决] or [未解决]."""

    matter_id: int
    solved: bool


class RatePress(Press, verb="rate"):
    """[满意] [基本满意] [不满意]: a code of models.kinds.Satisfaction."""

    matter_id: int
    rating: str


class NeverMindPress(Press, verb="nevermind"):
    """[算了]: leave the question for one sentence."""

    matter_id: int


def confirm_rows(matter_id: int) -> Rows:
    """Return [已解决] [未解决]."""
    return (row(Button(SolvedButton(), ConfirmPress(matter_id, True)),
                Button(UnsolvedButton(), ConfirmPress(matter_id, False))),)


def follower_rows(matter_id: int) -> Rows:
    """Return [未解决] [查看诉求] for those who follow a closed matter: they may dispute, not confirm."""
    return (row(Button(UnsolvedButton(), ConfirmPress(matter_id, False)),
                Button(OpenButton(), MatterPress(matter_id))),)


def rating_rows(matter_id: int) -> Rows:
    """Return [满意] [基本满意] [不满意]."""
    return (row(Button(SatisfiedButton(), RatePress(matter_id, "satisfied")),
                Button(MostlyButton(), RatePress(matter_id, "mostly"))),
            row(Button(DissatisfiedButton(), RatePress(matter_id, "dissatisfied"))))
