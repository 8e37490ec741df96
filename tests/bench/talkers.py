"""What people of the bench do: the four messages of a report, told to a bot that asks or to one that echoes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import Any, Protocol

from config.organisation import load_organisation

Message = dict[str, Any]
PLAN = load_organisation()

WHERE = (
    "小区东门外", "公园西侧入口", "学校门口的路上", "地铁口那一段", "河边步道旁", "菜市场后巷", "工业园北门",
    "社区广场边", "公交站台附近", "我们这栋楼下", "幼儿园转角", "天桥下面",
)
WHAT = (
    "人行道砖块松动了一大片", "路灯有五盏整夜不亮", "垃圾桶两天没有人清", "夜宵档把桌子摆到路中间",
    "共享单车堆满了盲道", "健身器材断了扶手", "井盖响得厉害还翘起一角", "接送车停成三排", "自来水早晚发黄",
    "施工围挡占了半条路", "大树的枝条压着电线", "污水从沟里漫出来",
)
SINCE = (
    "已经半个多月了，老人推车很难走", "从上周末开始，孩子天天要经过", "下雨天更严重，前天有人滑倒",
    "晚上十一点以后最明显", "邻居们都遇到了，没有人来看过", "打过物业电话，说不归他们管",
    "每天早上都要绕到机动车道上走", "味道很大，苍蝇也越来越多", "跑步的人看不清，差点摔下去",
    "商户说去年也这样过一次", "放学时候人多，怕要出事", "周边三个小区的人都在说",
)
WISH = (
    "，希望尽快修一修。", "，麻烦派人来看看。", "，请给个说法。", "，建议增加清理的次数。",
    "，想知道什么时候能好。", "，能不能先围起来？", "，请协调有关单位处理。", "，谢谢代表费心。",
)
PLACES = tuple(
    next(street.name for street in PLAN.streets if street.code == each.street) + each.name
    for each in PLAN.communities
)
"""Every community of the district: its people live all over it."""
OFFER = ("反映这个问题", "没有危险")
SUBMIT, SKIP, SUBMITTED = "提交", "跳过", "已提交"
PASSED_OVER = ("其他类别", "不是", "取消", "修改", "English", "隐私", "继续填写", "删除草稿", "撤回", "查看进度")


@dataclass(frozen=True)
class Say:
    """Write a message."""

    text: str


@dataclass(frozen=True)
class Press:
    """Press an inline button of a message."""

    data: str
    message: Message


@dataclass(frozen=True)
class Done:
    """The last message of a report has its reply."""


Move = Say | Press | Done


def content(draw: Random) -> str:
    """Return the words of a report; so many kinds that no five people of a week say the same by chance."""
    return "".join(draw.choice(part) for part in (WHERE, WHAT, SINCE, WISH))


class Talker(Protocol):
    """A person at a phone: says something, looks at what comes, does the next thing."""

    def begin(self) -> Say:
        """Return the first message of a report."""

    def hear(self, message: Message) -> Move | None:
        """Return what a new or changed message makes them do; None when it is not what they wait for."""


MakeTalker = Callable[[Random], Talker]


class EchoTalker:
    """Says what a report consists of to a bot that repeats it."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._rest: list[str] = []
        self._said = ""

    def begin(self) -> Say:
        """Return the first of the four messages."""
        self._rest = [SUBMIT, "路面和人行道", self._draw.choice(PLACES)]
        return self._say(content(self._draw))

    def hear(self, message: Message) -> Move | None:
        """Go on when the very words came back."""
        if message.get("text") != self._said:
            return None
        return self._say(self._rest.pop()) if self._rest else Done()

    def _say(self, text: str) -> Say:
        self._said = text
        return Say(text)


class Step(Enum):
    """What the reporting person did last."""

    WORDS = "words"
    OFFERED = "offered"
    PLACED = "placed"
    SUBMITTED = "submitted"


class ReportTalker:
    """Files a report and answers what the bot asks on the way.

    Each step waits for the one kind of message that answers it: a second message of an earlier step must not be
    taken for the reply to a later one, or a bot would look faster than it is.
    """

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._step = Step.WORDS

    def begin(self) -> Say:
        """Return the content of a new report."""
        self._step = Step.WORDS
        return Say(content(self._draw))

    def hear(self, message: Message) -> Move | None:
        """Do what the step asks when the message is its answer."""
        match self._step:
            case Step.WORDS:
                return self._press(message, Step.OFFERED, *OFFER)
            case Step.OFFERED:
                return self._press(message, Step.OFFERED, *OFFER) or self._place(message)
            case Step.PLACED:
                return self._press(message, Step.SUBMITTED, SUBMIT) or self._choose(message)
            case Step.SUBMITTED:
                return Done() if SUBMITTED in message.get("text", "") else None

    def _place(self, message: Message) -> Move | None:
        if not asks_for_words(message):
            return None
        self._step = Step.PLACED
        return Say(self._draw.choice(PLACES))

    def _choose(self, message: Message) -> Move | None:
        skip = self._press(message, Step.PLACED, SKIP)
        choices = [label for label in buttons(message) if not any(word in label for word in PASSED_OVER)]
        return skip or (self._press(message, Step.PLACED, choices[0]) if choices else None)

    def _press(self, message: Message, step: Step, *words: str) -> Press | None:
        """Press the first button whose label holds one of the words; an emoji may stand before it."""
        pressable = buttons(message)
        label = next((label for word in words for label in pressable if word in label), None)
        if label is None:
            return None
        self._step = step
        return Press(pressable[label], message)


class LastingTalker(ReportTalker):
    """Reports for hours: names a house, for else the house takes the words of many for those of one crowd."""

    def begin(self) -> Say:
        """Return the content of a new report."""
        return Say(f"{super().begin().text}门牌{self._draw.randint(1, 99_999)}号。")


def buttons(message: Message) -> dict[str, str]:
    """Return the inline buttons that can be pressed: label -> callback data, in reading order."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return {each["text"]: each["callback_data"] for row in rows for each in row if "callback_data" in each}


def asks_for_words(message: Message) -> bool:
    """Tell whether a message brings keys of its own beneath the field for typing."""
    return "keyboard" in (message.get("reply_markup") or {})
