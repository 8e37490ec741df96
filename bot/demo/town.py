"""The people and groups of the demo, all invented; roster keys are those of baoan.toml."""

from dataclasses import dataclass

BOT_ID = 7000000001
BOT_TOKEN = f"{BOT_ID}:demo-token-for-the-local-telegram-1"
BOT_USERNAME = "huying_demo_bot"
BOT_NAME = "呼应"


@dataclass(frozen=True)
class Neighbour:
    """Somebody of the demo; with a roster key they start already bound."""

    id: int
    name: str
    role: str
    roster_key: str | None = None


@dataclass(frozen=True)
class Meeting:
    """A group of the demo: who is in it, who binds it to what (labels of the buttons, in order)."""

    title: str
    members: tuple[int, ...]
    binder: int
    answers: tuple[str, ...]


LI_MEI = Neighbour(100001, "李梅", "群众")
WANG_FANG = Neighbour(100002, "王芳", "群众")
ZHANG_WEI = Neighbour(100011, "张伟", "代表", "zhang-wei")
CHEN_JING = Neighbour(100012, "陈静", "代表", "chen-jing")
OFFICER = Neighbour(100021, "姚子轩", "联络员", "officer-xixiang2-1")
HEAD = Neighbour(100022, "赵雪芬", "站长", "head-xixiang2")
STREET = Neighbour(100023, "肖巧云", "街道人大工委", "street-xixiang")
OFFICE = Neighbour(100031, "余秀兰", "人大办", "office-1")
BODY = Neighbour(100041, "吕小莉", "城管局经办人", "contact-cgj")
OTHER_BODY = Neighbour(100042, "曹海燕", "水务局经办人", "contact-swj")
NEIGHBOURS = (LI_MEI, ZHANG_WEI, CHEN_JING, OFFICER, OFFICE, WANG_FANG, HEAD, STREET, BODY, OTHER_BODY)

COMMUNITY = Meeting(
    "固戍社区邻里群", (LI_MEI.id, WANG_FANG.id, OFFICER.id), OFFICER.id, ("社区", "西乡", "固戍", "完成"),
)
DEPUTIES = Meeting(
    "西乡第二选区代表群", (ZHANG_WEI.id, CHEN_JING.id, OFFICER.id), OFFICER.id,
    ("代表", "西乡", "西乡第二选区", "完成"),
)
MEETINGS = (COMMUNITY, DEPUTIES)
