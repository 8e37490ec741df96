"""The real demo behind the page: start it, walk it as people do, keep pictures of it."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.page_town import ROOT, button, write

NUMBER = re.compile(r"BA-\d{6}-\d{4}")
LARGEST = 250_000
PATIENCE = 40_000
"""How long a page waits for a busy machine, in milliseconds."""
COLOURS = (256, 192, 128, 96, 64)

Opens = Callable[..., Page]


@contextmanager
def running_demo(home: Path) -> Iterator[str]:
    """Run `huying demo` on a free port, unmeasured as tests/e2e/test_demo.py measures it; return the page's address."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("HUYING_", "COVERAGE_"))}
    command = [sys.executable, "-m", "bot", "demo", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield re.findall(r"http://[\d.:]+", line)[0]
        finally:
            process.send_signal(signal.SIGINT)


def said(where: Locator, words: str) -> Locator:
    """Find the newest message of a phone that contains the words."""
    return where.get_by_role("article").filter(has_text=words).last


def press(where: Locator, below: str, label: str) -> None:
    """Press the button of the newest message that contains the words; an emoji may stand before its label."""
    said(where, below).get_by_role("button", name=re.compile(rf"(^|\s){re.escape(label)}$")).click()


def send_picture(where: Locator, title: str, words: str = "") -> None:
    """Send one of the sample pictures, with or without words."""
    button(where, "附件").click()
    button(where, title).click()
    button(where, "选用 1 张").click()
    if words:
        write(where, words)
    else:
        button(where, "发送消息").click()


def send_place(where: Locator, place: str) -> None:
    """Answer the question for the place with `发送位置` and a place of the list."""
    expect(said(where, "问题在哪里？")).to_be_visible()
    button(where, "发送位置").click()
    button(where, place).click()
    button(where, "发出位置").click()


def finish_report(where: Locator, category: str) -> str:
    """Choose a guessed category, skip its questions, submit; returns the number."""
    press(where, "这属于哪一类？", category)
    preview, question = said(where, "请核对，确认后按“提交”"), said(where, "打字或按按钮回答")
    expect(preview.or_(question).last).to_be_visible()
    while question.count():
        button(question, "跳过").click()
        expect(question).to_have_count(0)
    receipts = where.get_by_role("article").filter(has_text="已提交")
    before = receipts.count()
    button(preview, "提交").click()
    expect(receipts).to_have_count(before + 1)
    return NUMBER.findall(receipts.last.inner_text())[0]


def keep(page: Page, name: str, *, part: Locator | None = None, size: tuple[int, int] | None = None) -> None:
    """Write a picture of the page, or a part of it, where HUYING_SCREENSHOTS says."""
    folder = os.environ.get("HUYING_SCREENSHOTS")
    if not folder:
        return
    page.mouse.move(1, 1)
    for toast in page.locator(".toasts > *").all():
        toast.wait_for(state="detached")
    page.evaluate("document.querySelector('.wall').scrollTo(0, 0)")
    page.evaluate("document.querySelectorAll('.scroller').forEach((each) => each.scrollTo(0, each.scrollHeight))")
    picture = Image.open(io.BytesIO((part or page).screenshot(animations="disabled"))).convert("RGB")
    if size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    (ROOT / folder).mkdir(parents=True, exist_ok=True)
    (ROOT / folder / f"{name}.png").write_bytes(small_png(picture))


def small_png(picture: Image.Image) -> bytes:
    """Return a PNG with as many colours as its size allows."""
    for colours in COLOURS:
        into = io.BytesIO()
        picture.quantize(colours, Image.Quantize.MAXCOVERAGE, kmeans=3).save(into, "PNG", optimize=True)
        if into.tell() < LARGEST:
            break
    return into.getvalue()
