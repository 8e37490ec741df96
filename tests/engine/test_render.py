"""Screens become calls that Telegram accepts, in the reader's language and within its limits."""

from html.parser import HTMLParser
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sending.markup import cut_html, cut_words, strip_html, units
from bot.sending.render import (
    Envelope,
    Rendered,
    render_delete,
    render_edit,
    render_send,
    without_markup,
    without_thread,
)
from bot.wire.calls import Call
from tests.engine.town import SHANGHAI, PlainCatalog, button, say, words_of
from texts.screen import Button, Key, Media, Screen, encode_screen

CATALOG = PlainCatalog(SHANGHAI)
HERE = Envelope(1001)
PHOTO = Media("photo", "photo-id")


def packed(screen: Screen) -> str:
    """Return a screen as the outbox holds it."""
    return orjson.dumps(encode_screen(screen)).decode()


def send(screen: Screen, to: Envelope = HERE, language: str = "zh-Hans") -> Rendered:
    """Render a new message."""
    return render_send(packed(screen), language, to, CATALOG)


def edit(screen: Screen, medium: str) -> Call:
    """Render a change of message 7."""
    to = Envelope(1001, message_id=7, medium=medium)
    return render_edit(packed(screen), "zh-Hans", to, CATALOG).call


def test_words_become_a_message_without_link_previews() -> None:
    rendered = send(say("<b>BA-1</b>"))

    params = {"chat_id": 1001, "text": "<b>BA-1</b>", "parse_mode": "HTML",
              "link_preview_options": {"is_disabled": True}}
    assert rendered == Rendered(Call("sendMessage", params))


@pytest.mark.parametrize(("language", "words"), [("zh-Hans", "路灯"), ("en", "Lamp"), ("fr", "路灯")])
def test_a_letter_is_worded_in_its_readers_language(language: str, words: str) -> None:
    lamp = words_of("路灯", "Lamp")
    screen = Screen(lamp, rows=((Button(lamp, url="https://a.cn"),),))

    params = send(screen, language=language).call.params

    assert (params["text"], params["reply_markup"]["inline_keyboard"][0][0]["text"]) == (words, words)


def test_topic_silence_and_reply_are_passed_on() -> None:
    params = send(say("x"), Envelope(-5001, thread_id=3, silent=True, reply_to=9)).call.params

    assert {name: params[name] for name in ("message_thread_id", "disable_notification", "reply_parameters")} == {
        "message_thread_id": 3, "disable_notification": True,
        "reply_parameters": {"message_id": 9, "allow_sending_without_reply": True},
    }


def test_a_menu_asks_telegram_for_the_location() -> None:
    keys = ((Key(words_of("发送位置"), "location"), Key(words_of("跳过"))),)

    params = send(say("x", keys=keys)).call.params

    assert params["reply_markup"] == {
        "keyboard": [[{"text": "发送位置", "request_location": True}, {"text": "跳过"}]],
        "resize_keyboard": True, "is_persistent": True,
    }


def test_an_empty_menu_takes_the_keyboard_away() -> None:
    assert send(say("x", keys=())).call.params["reply_markup"] == {"remove_keyboard": True}


def test_buttons_win_over_a_menu_because_a_message_carries_one_markup() -> None:
    params = send(say("x", rows=((button("看", "https://a.cn"),),), keys=())).call.params

    assert params["reply_markup"] == {"inline_keyboard": [[{"text": "看", "url": "https://a.cn"}]]}


@pytest.mark.parametrize(("kind", "method", "field"), [
    ("photo", "sendPhoto", "photo"), ("video", "sendVideo", "video"), ("voice", "sendVoice", "voice"),
    ("document", "sendDocument", "document"), ("image", "sendDocument", "document"),
])
def test_one_medium_is_sent_with_caption_and_buttons(kind: str, method: str, field: str) -> None:
    rendered = send(say("x", media=(Media(kind, "an-id"),), rows=((button("看", "https://a.cn"),),)))

    assert (rendered.call.method, rendered.call.params[field], rendered.medium) == (method, "an-id", field)
    assert rendered.call.params["caption"] == "x"
    assert "inline_keyboard" in rendered.call.params["reply_markup"]


def test_a_local_file_is_uploaded() -> None:
    call = send(say("x", media=(Media("photo", None, "media/a.jpg"),))).call

    assert (call.files, "photo" in call.params) == ({"photo": Path("media/a.jpg")}, False)


def test_several_media_become_an_album_that_counts_for_each() -> None:
    media = (PHOTO, Media("video", None, "b.mp4"))

    rendered = send(say("x", media=media, rows=((button("看", "https://a.cn"),),)))

    assert (rendered.call.method, rendered.medium, rendered.cost) == ("sendMediaGroup", "album", 2)
    assert rendered.call.params["media"] == [
        {"type": "photo", "media": "photo-id", "caption": "x", "parse_mode": "HTML"},
        {"type": "video", "media": "attach://file1"},
    ]
    assert rendered.call.files == {"file1": Path("b.mp4")}
    assert "reply_markup" not in rendered.call.params


@pytest.mark.parametrize("media", [(PHOTO,) * 11, (PHOTO, Media("voice", "v")), (PHOTO, Media("document", "d"))])
def test_an_album_telegram_would_refuse_is_refused(media: tuple[Media, ...]) -> None:
    with pytest.raises(ValueError, match="album"):
        send(say("x", media=media))


@pytest.mark.parametrize(("medium", "method", "field", "has_buttons"), [
    ("text", "editMessageText", "text", True), ("photo", "editMessageCaption", "caption", True),
    ("voice", "editMessageCaption", "caption", True), ("album", "editMessageCaption", "caption", False),
])
def test_a_change_fits_what_the_message_is(medium: str, method: str, field: str, has_buttons: bool) -> None:
    call = edit(say("新", rows=((button("看", "https://a.cn"),),)), medium)

    assert (call.method, call.params[field], "reply_markup" in call.params) == (method, "新", has_buttons)


def test_a_change_without_buttons_takes_the_old_ones_away() -> None:
    assert edit(say("新"), "text").params["reply_markup"] == {"inline_keyboard": []}


def test_a_change_without_words_changes_the_buttons_alone() -> None:
    assert edit(say(""), "text").method == "editMessageReplyMarkup"


def test_a_message_is_taken_away_by_its_id() -> None:
    call = render_delete(Envelope(1001, message_id=7)).call

    assert call == Call("deleteMessage", {"chat_id": 1001, "message_id": 7})


def test_bare_words_keep_what_was_said() -> None:
    call = without_markup(send(say("<b>1 &lt; 2</b>")).call)

    assert (call.params["text"], "parse_mode" in call.params) == ("1 < 2", False)


def test_bare_words_of_an_album_too() -> None:
    call = without_markup(send(say("<b>x</b>", media=(PHOTO, PHOTO))).call)

    assert call.params["media"][0] == {"type": "photo", "media": "photo-id", "caption": "x"}


def test_the_general_topic_is_no_topic() -> None:
    call = without_thread(send(say("x"), Envelope(-5001, thread_id=3)).call)

    assert "message_thread_id" not in call.params


@pytest.mark.parametrize(("media", "field", "limit"), [((), "text", 4096), ((PHOTO,), "caption", 1024)])
def test_words_beyond_the_limit_end_in_an_ellipsis(media: tuple[Media, ...], field: str, limit: int) -> None:
    words = send(say("😀" * 5000, media=media)).call.params[field]

    assert words == "😀" * ((limit - 1) // 2) + "…"


def test_a_cut_closes_what_is_open_and_splits_no_reference() -> None:
    assert cut_html("<b>ab<i>c&amp;d</i>efgh</b>", 5) == "<b>ab<i>c&amp;…</i></b>"


def test_words_within_the_limit_are_left_alone() -> None:
    assert cut_html("<b>" + "x" * 4096 + "</b>", 4096) == "<b>" + "x" * 4096 + "</b>"


class Balance(HTMLParser):
    """Counts tags that stay open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


PIECES = st.sampled_from(["a", "诉", "😀", "&lt;", "&amp;", " ", "\n", "👨‍👩‍👧"])
HTML = st.recursive(
    st.lists(PIECES, max_size=8).map("".join),
    lambda inner: st.tuples(st.sampled_from(["b", "i", "code"]), st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
)


@given(html=HTML, limit=st.integers(1, 60))
def test_no_cut_breaks_the_markup_or_passes_the_limit(html: str, limit: int) -> None:
    cut = cut_html(html, limit)

    balance = Balance()
    balance.feed(cut)
    assert balance.open == []
    assert units(strip_html(cut)) <= limit
    assert strip_html(html).startswith(strip_html(cut).removesuffix("…"))


@given(words=st.text(), limit=st.integers(1, 40))
def test_no_cut_of_bare_words_passes_the_limit(words: str, limit: int) -> None:
    assert units(cut_words(words, limit)) <= limit
