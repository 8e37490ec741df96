"""Buttons and keys of the report's form."""

from texts.message import Term, Text
from texts.press import Press


class SendPlaceKey(Text):
    """`发送位置`."""


class LastPlaceKey(Text):
    """`上次的地点`."""


class SkipKey(Text):
    """`跳过`."""


class ReportButton(Text):
    """[反映这个问题]."""


class NotButton(Text):
    """[不是]."""


class DangerButton(Text):
    """[现在有危险]."""


class NoDangerButton(Text):
    """[没有危险]."""


class NoneButton(Text):
    """[都不是]."""


class CommunityLabel(Text):
    """A community in a list."""

    street: str
    community: str


class OtherCategoryButton(Text):
    """[其他类别]."""


class SkipButton(Text):
    """[跳过]."""


class EnoughButton(Text):
    """[不补充了]."""


class SubmitButton(Text):
    """[提交]."""


class ChangeButton(Text):
    """[修改]."""


class AnonymousOn(Text):
    """[匿名：开]."""


class AnonymousOff(Text):
    """[匿名：关]."""


class PrivateOn(Text):
    """[不公开：开]."""


class PrivateOff(Text):
    """[不公开：关]."""


class KindButton(Text):
    """[类型：诉求]."""

    kind: Term


class CancelButton(Text):
    """[取消]."""


class WordsButton(Text):
    """[文字]."""


class FilesButton(Text):
    """[照片]."""


class PlaceButton(Text):
    """[地点]."""


class CategoryButton(Text):
    """[类别]."""


class DropFilesButton(Text):
    """[删除全部照片]."""


class ToPreviewButton(Text):
    """[返回预览]."""


class BackButton(Text):
    """[返回]."""


class NextPageButton(Text):
    """[下一页]."""


class PreviousPageButton(Text):
    """[上一页]."""


class ProgressButton(Text):
    """[查看进度]."""


class WithdrawButton(Text):
    """[撤回]."""


class ResumeButton(Text):
    """[继续填写]."""


class DeleteDraftButton(Text):
    """[删除草稿]."""


class OfferPress(Press, verb="offer"):
    """[反映这个问题] or [不是]."""

    draft_id: int
    yes: bool


class DangerPress(Press, verb="danger"):
    """[现在有危险] or [没有危险]."""

    draft_id: int
    now: bool


class CommunityPress(Press, verb="commty"):
    """A community was chosen; ``-`` for none of them."""

    draft_id: int
    code: str


class CommunityPagePress(Press, verb="commpg"):
    """Another page of a street's communities."""

    draft_id: int
    street: str
    page: int


class CategoryPress(Press, verb="cat"):
    """A category was chosen."""

    draft_id: int
    code: str


class TreePress(Press, verb="tree"):
    """The categories of a group; ``-`` for the groups themselves, ``guess`` for the guesses."""

    draft_id: int
    group: str
    page: int


class OptionPress(Press, verb="opt"):
    """An option of a category's question; ``-`` skips it."""

    draft_id: int
    question: str
    option: str


class EnoughPress(Press, verb="enough"):
    """[不补充了]."""

    draft_id: int


class TogglePress(Press, verb="toggle"):
    """A switch of the preview: kind, anonymous or private."""

    draft_id: int
    what: str


class ChangePress(Press, verb="change"):
    """[修改] and its parts: menu, words, files, drop, place, category, preview."""

    draft_id: int
    part: str


class SubmitPress(Press, verb="submit"):
    """[提交]."""

    draft_id: int


class CancelPress(Press, verb="cancel"):
    """[取消] of the preview."""

    draft_id: int


class ResumePress(Press, verb="resume"):
    """[继续填写]."""

    draft_id: int


class DeleteDraftPress(Press, verb="dropdraft"):
    """[删除草稿]."""

    draft_id: int
