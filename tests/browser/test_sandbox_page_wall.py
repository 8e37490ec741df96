"""The wall of phones: links between them, blocking, groups, the clock, languages, screens."""

import time
import urllib.error
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.page_town import (
    BOT,
    CARD,
    CHEN_JING,
    GROUP,
    LI_MEI,
    ZHANG_WEI,
    ScriptedBot,
    button,
    call,
    people_the_town,
    phone,
    running_sandbox,
    write,
)
from tests.nest import Nest


def test_a_deep_link_in_a_group_leads_into_the_own_private_chat(page: Page, bot: ScriptedBot) -> None:
    bot.do("sendMessage", chat_id=GROUP, text="BA-261122-0042", reply_markup=CARD)

    button(phone(page, "固戍邻里群"), "我也遇到").click()

    expect(phone(page, "张伟").get_by_text("您好，我是呼应 me_0042")).to_be_visible()


def test_who_blocks_the_bot_finds_the_way_back(page: Page, bot: ScriptedBot) -> None:
    mei = phone(page, "李梅")
    button(mei, "开始").click()
    button(mei, "会话菜单").click()

    mei.get_by_role("menuitem", name="停用机器人").click()
    expect(mei.get_by_text("您已停用这个机器人。")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="403"):
        bot.do("sendMessage", chat_id=LI_MEI, text="还在吗")
    button(mei, "重新启用机器人").click()

    expect(mei.get_by_role("textbox", name="写消息")).to_be_visible()


def test_the_clock_moves_a_day_and_dates_what_is_said_next(page: Page) -> None:
    mei = phone(page, "李梅")
    clock = page.get_by_role("timer", name="业务时间")
    write(mei, "今天")
    expect(mei.get_by_text("收到：今天")).to_be_visible()
    before = clock.locator(".clock-day").inner_text()

    button(page.locator(".moves"), "+1 天").click()
    expect(clock).not_to_contain_text(before)
    write(mei, "明天")

    expect(mei.get_by_text("收到：明天")).to_be_visible()
    expect(mei.locator(".day")).to_have_count(2)


def test_the_page_speaks_english_when_asked_and_remembers(page: Page) -> None:
    write(phone(page, "李梅"), "你好")
    phone(page, "张伟").get_by_role("textbox").fill("没写完")

    page.get_by_role("button", name="English", exact=True).click()

    expect(phone(page, "李梅").get_by_text("收到：你好")).to_be_visible()
    expect(phone(page, "张伟").get_by_role("textbox", name="Write a message")).to_have_value("没写完")
    page.reload()
    expect(page.get_by_role("button", name="Next working morning")).to_be_visible()


def test_a_narrow_screen_shows_one_phone_and_a_switcher(page: Page, bot: ScriptedBot) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    expect(phone(page, "李梅")).to_be_visible()
    bot.do("sendMessage", chat_id=GROUP, text="本周一图")

    page.get_by_role("navigation", name="手机").get_by_role("button", name="固戍邻里群").click()

    expect(phone(page, "固戍邻里群").get_by_text("本周一图")).to_be_visible()
    expect(phone(page, "李梅")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_message_that_overtakes_its_page_on_the_way_is_shown(page: Page, bot: ScriptedBot) -> None:
    held = []

    def hold(route: Route) -> None:
        page_before = route.fetch()
        if not held:
            held.append(bot.do("sendMessage", chat_id=GROUP, text="本周一图"))
            time.sleep(0.5)
        route.fulfill(response=page_before)

    page.route(f"**/chats/{GROUP}?*", hold)
    page.reload()

    expect(phone(page, "固戍邻里群").get_by_text("本周一图")).to_be_visible()
    assert held


def test_a_long_chat_stays_at_its_end_and_loads_what_was_before(page: Page, bot: ScriptedBot) -> None:
    for number in range(160):
        bot.do("sendMessage", chat_id=GROUP, text=f"第 {number} 条")
    page.reload()
    group = phone(page, "固戍邻里群")
    expect(group.get_by_text("第 159 条", exact=True)).to_be_in_viewport()

    group.get_by_role("log").press("Home")

    expect(group.get_by_text("第 100 条", exact=True)).to_be_attached()
    expect(group.get_by_text("第 159 条", exact=True)).not_to_be_in_viewport()


def test_the_viewer_arranges_the_phones_and_finds_them_again(page: Page) -> None:
    wei = phone(page, "张伟")
    button(wei, "手机菜单").click()
    wei.get_by_role("menuitem", name="左移").click()
    button(phone(page, "陈静"), "手机菜单").click()
    phone(page, "陈静").get_by_role("menuitem", name="收起这部手机").click()

    page.reload()

    expect(page.get_by_role("region")).to_have_count(3)
    order = [one.get_attribute("aria-label") for one in page.get_by_role("region").all()]
    assert order == ["张伟", "李梅", "固戍邻里群"]


def test_a_new_person_gets_a_phone(page: Page) -> None:
    page.get_by_role("button", name="人物与群").click()
    panel = page.get_by_role("dialog", name="人物与群")
    panel.get_by_label("名字").fill("王建国")

    button(panel, "建好").first.click()
    page.keyboard.press("Escape")

    button(phone(page, "王建国"), "开始").click()
    expect(phone(page, "王建国").get_by_text("您好，我是呼应")).to_be_visible()


def test_a_bot_is_brought_into_a_group_and_taken_out(page: Page, bot: ScriptedBot) -> None:
    deputies = {"title": "代表群", "type": "supergroup", "members": [ZHANG_WEI, CHEN_JING]}
    call(bot.address, "/chats", {"id": -1002, **deputies})
    group = phone(page, "代表群")
    button(group, "手机菜单").click()
    group.get_by_role("menuitem", name="群成员").click()

    group.get_by_label("加人或机器人").select_option(str(BOT))
    button(group, "加入本群").click()
    group.get_by_role("combobox", name="呼应助手").select_option("left")

    expect(group.get_by_role("combobox", name="呼应助手")).to_have_count(0)
    expect(group.get_by_text("将 呼应助手 移出了群")).to_be_attached()


def test_the_clock_shows_that_time_is_walking_until_the_follower_arrives(
    page: Page, bot: ScriptedBot
) -> None:
    walk = page.get_by_role("progressbar", name="时间正在推进…")
    call(bot.address, "/clock/position", {"offset": 0}, "PUT")

    page.get_by_role("button", name="+1 小时").click()
    expect(walk).to_be_visible()
    call(bot.address, "/clock/position", {"offset": 3600}, "PUT")

    expect(walk).to_be_hidden()


def test_the_page_finds_its_way_back_when_the_sandbox_restarts(
        browser: Browser, nests: dict[str, Nest], tmp_path: Path) -> None:
    page = browser.new_page()
    home, errors = nests["sandbox"], tmp_path / "sandbox.log"
    with running_sandbox(home, errors, "--port", "0", "--state", str(tmp_path)) as address:
        people_the_town(address)
        page.goto(address)
        expect(page.get_by_text("已连接")).to_be_visible()
    expect(page.get_by_text("正在连接…")).to_be_visible()

    with running_sandbox(home, errors, "--port", str(urlsplit(address).port), "--state", str(tmp_path)):
        call(address, f"/people/{CHEN_JING}/messages", {"chat": GROUP, "text": "我们回来了"})
        expect(page.get_by_text("已连接")).to_be_visible(timeout=20_000)
        expect(phone(page, "固戍邻里群").get_by_text("我们回来了")).to_be_visible()
        page.close()


def test_both_languages_have_the_same_words(page: Page) -> None:
    keys = """async () => {
        const [zh, en] = await Promise.all([import("/page/js/strings_zh.js"), import("/page/js/strings_en.js")]);
        return [Object.keys(zh.ZH), Object.keys(en.EN)];
    }"""

    zh, en = page.evaluate(keys)

    assert zh == en
