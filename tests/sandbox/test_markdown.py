"""MarkdownV2 and the first Markdown: entities, Telegram's errors, properties."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import ApiError
from sandbox.text.formatted import format_text
from sandbox.text.markdown import parse_markdown_v2
from sandbox.text.utf16 import length
from tests.sandbox.test_html import entity

RESERVED = "_*[]()~`>#+-=|{}.!"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*粗*", "粗", [entity("bold", 0, 1)]),
        ("_i_ __u__ ~s~ ||p||", "i u s p", [
            entity("italic", 0, 1), entity("underline", 2, 1), entity("strikethrough", 4, 1), entity("spoiler", 6, 1),
        ]),
        ("😀*b _i_*", "😀b i", [entity("bold", 2, 3), entity("italic", 4, 1)]),
        ("`a.b*`", "a.b*", [entity("code", 0, 4)]),
        ("```python\nx=1```", "x=1", [entity("pre", 0, 3, language="python")]),
        ("```\nx```", "x", [entity("pre", 0, 1)]),
        ("[链](https://a.cn/x\\)y)", "链", [entity("text_link", 0, 1, url="https://a.cn/x)y")]),
        ("[梅](tg://user?id=7)", "梅", [entity("text_mention", 0, 1, user={"id": 7})]),
        ("![👍](tg://emoji?id=5)", "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        (">a\n>b\nc", "a\nb\nc", [entity("blockquote", 0, 3)]),
        ("a\\.b\\!", "a.b!", []),
    ],
)  # fmt: skip
def test_markdown_v2_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(source, "MarkdownV2") == (text, entities)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("诉*a", "Can't find end of Bold entity at byte offset 3"),
        ("_a", "Can't find end of Italic entity at byte offset 0"),
        ("__a", "Can't find end of Underline entity at byte offset 0"),
        ("~a", "Can't find end of Strikethrough entity at byte offset 0"),
        ("||a", "Can't find end of Spoiler entity at byte offset 0"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("```a", "Can't find end of Pre entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 3"),
    ],
)
def test_broken_markdown_v2_is_refused_in_telegrams_words(source: str, error: str) -> None:
    with pytest.raises(ApiError) as refused:
        format_text(source, "MarkdownV2")

    assert refused.value.description == f"Bad Request: can't parse entities: {error}"


@given(st.text())
def test_escaped_words_come_back_unchanged(words: str) -> None:
    escaped = re.sub(f"([{re.escape(RESERVED)}\\\\])", r"\\\1", words)

    assert parse_markdown_v2(escaped) == (words, [])


@given(st.text(alphabet=st.sampled_from("ab😀 \n" + RESERVED + "\\")))
def test_any_text_is_either_parsed_or_refused(source: str) -> None:
    try:
        text, entities = format_text(source, "MarkdownV2")
    except ApiError as refused:
        assert refused.description.startswith("Bad Request: can't parse entities: ")
    else:
        assert all(e["offset"] + e["length"] <= length(text) for e in entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*b* _i_ `c`", "b i c", [entity("bold", 0, 1), entity("italic", 2, 1), entity("code", 4, 1)]),
        ("```py\nx```", "x", [entity("pre", 0, 1, language="py")]),
        ("[链](https://a.cn/)", "链", [entity("text_link", 0, 1, url="https://a.cn/")]),
        ("a\\_b. c!", "a_b. c!", []),
    ],
)
def test_the_first_markdown_is_understood(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(source, "Markdown") == (text, entities)


def test_the_first_markdown_tells_where_an_entity_does_not_end() -> None:
    with pytest.raises(ApiError) as refused:
        format_text("诉 *a", "Markdown")

    assert refused.value.description == (
        "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 4"
    )
