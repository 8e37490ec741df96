"""Updates as Telegram may send them and as somebody hostile would: everything follows from the seed."""

from random import Random
from typing import Any

from tests.telegram import BOT_ID, USERNAME
from texts.press import PRESSES

Raw = dict[str, Any]
EDGE = (0, 1, -1, 2**31 - 1, 2**31, 2**52, -(2**52), 2**63 - 1, -(2**63))
CONTROL = "".join(map(chr, (0, 7, 9, 10, 13, 0x1B, 0x7F, 0x85)))
TEXTS = (
    "", " ", "/", "//", "/start", "/start ' OR 1=1", "/start s_xixiang", "/cancel", "/back", "/mine",
    "/privacy", "/role", "/help@" + USERNAME, "/join " + "A" * 60, "/START", "/启动", "好", "字" * 4096,
    "a" * 4096, "😀" * 2048, "<b>粗</i>&amp;<script>", "</b>" * 100, "\u202e反过来\u202c", "\u200b\u200d\ufeff",
    "e\u0301" * 500, CONTROL, "\\u0000", "\\", "\\ud800", "\x00前后\x00", "{words}", "{0}%s%(x)s", "=1+1",
    "＝HYPERLINK(\"x\")", "' OR 1=1 --", "../../etc/passwd", "楼下路灯坏了三天", "固戍社区", "13912345678",
    "2026-12-01", "9999-99-99", "-" * 400, "٣١", "１２", "1e999", "NaN", "null", "\n" * 1000, "我叫李梅" * 200,
    "跳过", "返回", "取消", "随手拍", "我的诉求", "我的在办", "请假", "查找", "😶‍🌫️", "\U0010ffff", "\ue000",
)
RIGHTS = """
can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members
can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories
can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes
can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_pin_messages
can_manage_topics can_edit_tag can_manage_direct_messages can_react_to_messages
"""
OPTION = {"text": "a", "voter_count": 0, "persistent_id": "1"}
CODES = ("A", "B", "C", "D", "2026-12-01", "440306018", "440306018001", "streetlight", "tell", "hard", "update")
KINDS = ("message", "message", "message", "edited_message", "callback_query", "callback_query", "callback_query",
         "my_chat_member", "chat_member", "channel_post", "edited_channel_post", "poll", "poll_answer", "inline_query",
         "message_reaction", "chat_join_request", "pre_checkout_query", "quantum_message", "business_message")


class Chooser:
    """Draws updates of people in chats, forged wherever a person may forge."""

    def __init__(self, random: Random, people: list[int], groups: list[int], top: int) -> None:
        self.random, self.people, self.groups, self.top = random, people, groups, top
        self.verbs = sorted(PRESSES)
        self.seen: list[tuple[int, int, str]] = []
        """Buttons that were really shown: chat, message, data; pressed among the forged ones."""

    def update(self, number: int) -> tuple[str, Raw]:
        """Return a kind and an update of it."""
        kind = self.random.choice(KINDS)
        make = getattr(self, f"_{kind}", self._unknown)
        part = make(number)
        if self._maybe(0.1):
            part |= {"field_of_tomorrow": {"nested": [None, 1.5, {"deep": True}]}}
        return kind, {"update_id": number, kind: part}

    # -- kinds ------------------------------------------------------------------------------------------------------

    def _message(self, number: int) -> Raw:
        message = self._head(number)
        part = self.random.choice((self._words, self._words, self._words, self._file, self._place, self._odd))
        message |= part()
        if self._maybe(0.2):
            message["reply_to_message"] = self._head(number) | {"text": "…"}
        if self._maybe(0.05):
            message["media_group_id"] = str(self.random.randrange(3))
        return message

    def _edited_message(self, number: int) -> Raw:
        return self._message(number) | {"edit_date": 1_794_967_200}

    def _callback_query(self, number: int) -> Raw:
        query: Raw = {"id": str(number), "from": self._user(), "chat_instance": "1"}
        if self.seen and self._maybe(0.5):
            chat_id, message_id, data = self.random.choice(self.seen)
            person = chat_id if chat_id > 0 else self.random.choice(self.people)
            chat = self._chat(chat_id)
            return query | {"from": self._user(person), "data": data,
                            "message": {"message_id": message_id, "date": 0, "chat": chat}}
        message = self._head(number)
        query |= {"from": message["from"], "message": message} if "from" in message else {"message": message}
        if self._maybe(0.05):
            query.pop("message")
            query["inline_message_id"] = "abc"
        return query | ({"data": self._data()} if self._maybe(0.97) else {"game_short_name": "x"})

    def _my_chat_member(self, number: int) -> Raw:
        states = ("member", "left", "kicked", "administrator", "restricted")
        return {"chat": self._any_chat(), "from": self._user(), "date": 1_794_967_200,
                "old_chat_member": _member(self.random.choice(states)),
                "new_chat_member": _member(self.random.choice(states))}

    def _unknown(self, number: int) -> Raw:
        return {"id": str(number), "from": self._user(), "data": self._text()}

    # -- parts ------------------------------------------------------------------------------------------------------

    def _head(self, number: int) -> Raw:
        person = self._user()
        in_group = self._maybe(0.15)
        chat = self._any_chat() if in_group else self._chat(person["id"])
        head: Raw = {"message_id": self.random.choice((number, *range(1, 40))), "date": 1_794_967_200, "chat": chat}
        if self._maybe(0.97):
            head["from"] = person
        if in_group and self._maybe(0.2):
            head |= {"sender_chat": chat, "message_thread_id": 3, "is_topic_message": self._maybe(0.5)}
        return head

    def _user(self, person: int | None = None) -> Raw:
        hidden = (1087968824, 136817688, 777000, 2**52 - 1)
        number = person or (self.random.choice(hidden) if self._maybe(0.03) else self.random.choice(self.people))
        name = f"人{number}" if self._maybe(0.8) else self._text()[:64]
        user: Raw = {"id": number, "is_bot": False, "first_name": name}
        if self._maybe(0.3):
            user |= {"last_name": self._text()[:64], "username": "x_" + "y" * 20}
        if self._maybe(0.5):
            user["language_code"] = self.random.choice(("zh-hans", "en", "", "xx-YY", "ar"))
        return user

    def _chat(self, chat_id: int) -> Raw:
        kind = "private" if chat_id > 0 else "supergroup"
        return {"id": chat_id, "type": kind} | ({"title": self._text()[:128]} if chat_id < 0 else {"first_name": "人"})

    def _any_chat(self) -> Raw:
        return self._chat(self.random.choice(self.groups if self._maybe(0.7) else self.people))

    def _words(self) -> Raw:
        text = self._text()
        length = len(text.split(maxsplit=1)[0]) if text.strip() else 0
        entity = {"type": "bot_command", "offset": 0, "length": length}
        return {"text": text} | ({"entities": [entity]} if text.startswith("/") and length else {})

    def _file(self) -> Raw:
        name = self.random.choice(("video", "voice", "document", "photo", "photo", "sticker", "animation", "audio"))
        file: Raw = {"file_id": self._text()[:80] or "f", "file_unique_id": "u", "width": 1, "height": 1, "duration": 1,
                     "length": 1, "type": "regular", "is_animated": False, "is_video": False}
        if self._maybe(0.5):
            file |= {"file_size": self.random.choice(EDGE), "mime_type": self._text()[:30]}
            file["file_name"] = self._text()[:60]
        caption = {"caption": self._text()[:1024]} if self._maybe(0.3) else {}
        return {name: [file] if name == "photo" else file} | caption

    def _place(self) -> Raw:
        lat = self.random.choice((22.6066, 0.0, -90.0, 90.0, 1e-300, 89.999999))
        lon = self.random.choice((113.8522, 180.0, -180.0, 0.0))
        place = {"latitude": lat, "longitude": lon}
        venue = {"location": place, "title": self._text()[:60], "address": self._text()[:60]}
        return {"location": place} | ({"venue": venue} if self._maybe(0.3) else {})

    def _odd(self) -> Raw:
        return self.random.choice((
            {"contact": {"phone_number": self._text()[:20], "first_name": "x"}}, {"dice": {"emoji": "🎲", "value": 4}},
            {"poll": _poll()}, {"new_chat_members": [self._user()]}, {"left_chat_member": self._user()},
            {"new_chat_title": self._text()[:128]}, {"pinned_message": self._head(5)}, {"group_chat_created": True}, {},
            {"forum_topic_created": {"name": "t", "icon_color": 1}}, {"story": {"id": 1, "chat": self._any_chat()}}))

    def _poll(self, number: int) -> Raw:
        return _poll()

    def _data(self) -> str:
        """Return callback data: a known verb with any values, cut or stretched now and then."""
        verb = self.random.choice(self.verbs)
        count = len(PRESSES[verb].__dataclass_fields__)  # type: ignore[attr-defined]
        parts = [str(self._value()) for _ in range(count)]
        data = ":".join([verb, *parts])
        if self._maybe(0.1):
            data = data[: self.random.randrange(len(data) + 1)] + self.random.choice(("", ":", "\x00", "::1", "😀"))
        return data.encode()[:64].decode(errors="ignore")

    def _value(self) -> int | str:
        if self._maybe(0.75):
            return self.random.randrange(1, self.top)
        return self.random.choice((*EDGE, *TEXTS)) if self._maybe(0.5) else self.random.choice(CODES)

    def _text(self) -> str:
        if self._maybe(0.7):
            return self.random.choice(TEXTS)
        size = self.random.choice((1, 5, 40, 400))
        return "".join(self._letter() for _ in range(size))

    def _letter(self) -> str:
        code = self.random.choice((self.random.randrange(0x80), self.random.randrange(0x4E00, 0x9FFF),
                                   self.random.randrange(0x110000)))
        return "?" if 0xD800 <= code < 0xE000 else chr(code)

    def _maybe(self, share: float) -> bool:
        return self.random.random() < share


def _member(status: str) -> Raw:
    bot = {"id": BOT_ID, "is_bot": True, "first_name": "呼应", "username": USERNAME}
    rights = dict.fromkeys(RIGHTS.split(), False)
    return {"user": bot, "status": status, "until_date": 0, "is_member": True, **rights}


def _poll() -> Raw:
    return {"id": "1", "question": "?", "options": [OPTION], "total_voter_count": 0,
            "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
            "allows_revoting": False, "members_only": False}
