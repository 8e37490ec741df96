"""HTML: entities in UTF-16 units, Telegram's errors, and properties that always hold."""

from html import escape
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sandbox.errors import ApiError
from sandbox.text.formatted import format_text
from sandbox.text.html import parse_html
from sandbox.text.render import render_html
from sandbox.text.utf16 import length

TAGS = ("b", "i", "u", "s", "tg-spoiler", "code", "pre", "blockquote")


def entity(kind: str, offset: int, size: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": size, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>粗</b>", "粗", [entity("bold", 0, 1)]),
        ("😀<i>x</i>", "😀x", [entity("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<strong>a</strong><em>b</em>", "ab", [entity("bold", 0, 1), entity("italic", 1, 1)]),
        ("<ins>a</ins><del>b</del>", "ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ('<a href="https://a.cn/?x=1&amp;y=2">链</a>', "链", [entity("text_link", 0, 1, url="https://a.cn/?x=1&y=2")]),
        ("<a href='t.me/x?start=1'>链</a>", "链", [entity("text_link", 0, 1, url="http://t.me/x?start=1")]),
        ('<a href="tg://user?id=7">梅</a>', "梅", [entity("text_mention", 0, 1, user={"id": 7})]),
        ("<a href=bad>x</a>", "x", []),
        ("<code>a&lt;b</code>", "a<b", [entity("code", 0, 3)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        ("&lt;&gt;&amp;&quot;&#20320;&#x597d;&nbsp;", '<>&"你好&nbsp;', []),
        ("a<b> </b>b", "a b", []),
        ("<b> x </b>", "x", [entity("bold", 0, 1)]),
        ("<B>x</b>", "x", [entity("bold", 0, 1)]),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(source, "HTML") == (text, entities)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("诉<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x!>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, error: str) -> None:
    with pytest.raises(ApiError) as refused:
        format_text(source, "HTML")

    assert refused.value.description == f"Bad Request: can't parse entities: {error}"


@given(st.text())
def test_escaped_words_come_back_unchanged(words: str) -> None:
    assert parse_html(escape(words, quote=True).replace("&#x27;", "'")) == (words, [])


def _trees() -> st.SearchStrategy[str]:
    leaf = st.text(max_size=8).map(lambda words: escape(words, quote=False))
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
            st.sampled_from(TAGS),
            st.lists(inner, max_size=4),
        ),
        max_leaves=12,
    )


@given(_trees())
@example("<b>0<blockquote>0<code>0</code></blockquote></b>")
def test_entities_stay_inside_the_text_in_order_and_never_cross(source: str) -> None:
    text, entities = format_text(source, "HTML")

    spans = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["length"]]
    inside = all(0 <= start < stop <= length(text) for start, stop in spans)
    crossing = [(a, b) for a in spans for b in spans if a[0] < b[0] < a[1] < b[1]]
    assert (inside, crossing, spans == sorted(spans, key=lambda s: (s[0], -s[1]))) == (True, [], True)


@given(st.text())
def test_any_text_is_either_parsed_or_refused(source: str) -> None:
    try:
        text, _ = format_text(source, "HTML")
    except ApiError as refused:
        assert refused.description.startswith("Bad Request: can't parse entities: ")
    else:
        assert length(text) <= length(source)


@given(_trees())
def test_rendered_html_escapes_everything_but_its_own_tags(source: str) -> None:
    text, entities = format_text(source, "HTML")

    rendered = render_html(text, entities)

    assert rendered.count("<script") == 0
    assert rendered.count("<") == rendered.count(">")


def test_a_link_that_would_run_code_is_rendered_harmless() -> None:
    rendered = render_html("x", [entity("text_link", 0, 1, url="javascript://alert")])

    assert rendered == '<a href="#" target="_blank" rel="noopener">x</a>'
