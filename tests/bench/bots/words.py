"""What the peers' report says: as long as ours, and with the buttons the crowd looks for; no package but Python's."""

from typing import Any

Buttons = tuple[tuple[str, str], ...]
"""Label and callback data."""

OFFER: Buttons = (("反映这个问题", "offer"), ("不是", "no"))
CATEGORIES: Buttons = (
    ("🛣 路面和人行道", "category:road"), ("💡 路灯", "category:lamp"), ("🗑 垃圾清运", "category:waste"),
)
ANSWERS: Buttons = (("机动车道", "answer:road"), ("人行道", "answer:walk"), ("跳过", "answer:-"))
PREVIEW: Buttons = (("提交", "submit"), ("修改", "change"), ("取消", "cancel"))
KEYS = ("发送位置", "跳过")
ASK_PLACE = "在什么地方？可以发送位置，也可以直接写社区或小区的名字。"
ASK_CATEGORY = "这是哪一类问题？"
ASK_QUESTION = "路面和人行道：坏在哪里？"


def offer(words: str) -> str:
    """Offer to report what was said."""
    return f"您说：\n{words}\n\n要把它反映给人大代表吗？"


def preview(draft: dict[str, Any]) -> str:
    """Show the report before it is submitted."""
    return (f"请看一看，没有问题就提交：\n\n{draft['words']}\n地点：{draft['place']}\n类别：{draft['category']}\n\n"
            "代表会看到您的称呼，看不到您的号码。")


def submitted(number: int) -> str:
    """Tell the number."""
    return f"已提交，编号 BA-{number:05}。代表两小时内认领，有进展会告诉您。"
