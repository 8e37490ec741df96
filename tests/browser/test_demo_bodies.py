"""A matter's way through the bodies on the phones of everybody in it, to a promise that is kept."""

import json
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from bot.demo.town import BODY, BOT_ID, LI_MEI, OFFICE, OTHER_BODY, WANG_FANG, ZHANG_WEI, Neighbour
from models.worktime import chinese_workday
from tests.browser.demo_walk import Opens, finish_report, keep, press, said, send_picture, send_place
from tests.browser.page_town import button, call, phone, write

pytestmark = pytest.mark.xdist_group("demo")

PHONE = {"width": 390, "height": 844}
CITY, WATER = "区城市管理和综合执法局", "区水务局"
CLOCK_SECONDS = 120


@dataclass
class Cast:
    """The phones of everybody in the matter."""

    mei: Locator
    wei: Locator
    city: Locator
    office: Locator
    water: Locator
    fang: Locator


def gather(opens: Opens) -> Cast:
    """Give everybody a phone of their own."""
    people = (LI_MEI, ZHANG_WEI, BODY, OFFICE, OTHER_BODY, WANG_FANG)
    return Cast(*(phone_of(opens, person) for person in people))


def phone_of(opens: Opens, person: Neighbour) -> Locator:
    """Open the page with one person's phone, as wide as a phone is."""
    shown = json.dumps(json.dumps([{"person": person.id}]))
    page = opens(f"localStorage.setItem('sandbox.phones', {shown})", viewport=PHONE, device_scale_factor=2,
                 is_mobile=True, has_touch=True)
    return phone(page, person.name)


def test_a_matter_goes_through_two_bodies_to_a_promise_that_is_kept(opens: Opens, town: str) -> None:
    cast = gather(opens)
    today = datetime.fromisoformat(call(town, "/clock")["now"]).date()
    promised = promise_day(today)

    number = report(cast)
    follow(cast, town, number)
    forward(cast, number)
    send_back(cast, number)
    redirect(cast, number)
    sign_and_ask_for_time(cast, number, promised + timedelta(days=1))
    grant(cast, number)
    reply(cast)
    answer(cast, promised)
    reach(town, promised)
    keep_the_promise(cast, number)

    for each in (cast.mei, cast.wei, cast.office, cast.water):
        assert each.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def report(cast: Cast) -> str:
    """李梅 photographs a blocked drain; returns the number."""
    button(cast.mei, "随手拍").last.click()
    expect(said(cast.mei, "请发照片")).to_be_visible()
    send_picture(cast.mei, "雨水口堵塞", "固戍二路 8 号门口的雨水口堵了，一下雨就积水")
    send_place(cast.mei, "西乡街道 固戍社区")
    return finish_report(cast.mei, "内涝、下水道、井盖")


def follow(cast: Cast, town: str, number: str) -> None:
    """王芳 joins by the link of the group's notice."""
    call(town, f"/people/{WANG_FANG.id}/start", {"bot": BOT_ID, "payload": f"me_{number}"})
    press(cast.fang, number, "我也遇到")
    expect(said(cast.fang, "已加入")).to_be_visible()


def forward(cast: Cast, number: str) -> None:
    """张伟 claims, and passes it to the body that seems right."""
    press(cast.wei, number, "认领")
    expect(said(cast.wei, "经过")).to_contain_text("已认领")
    press(cast.wei, "经过", "转交")
    expect(said(cast.wei, "转交哪个承办单位")).to_be_visible()
    write(cast.wei, "城管")
    choose(cast.wei, "转交哪个承办单位", CITY)
    expect(said(cast.wei, "请写一句转交说明")).to_be_visible()
    write(cast.wei, "请尽快到现场看看")
    choose(cast.wei, "在哪一天前答复", "按时限")
    press(cast.wei, "确认无误请按“发送”", "发送")
    expect(said(cast.mei, "已转交")).to_contain_text(CITY)


def send_back(cast: Cast, number: str) -> None:
    """It is not the first body's job."""
    expect(said(cast.city, "请尽快到现场看看")).to_contain_text("前签收")
    keep(cast.city.page, "body")
    press(cast.city, number, "退回")
    expect(said(cast.city, "请写明退回")).to_be_visible()
    write(cast.city, "雨水口属排水设施，由水务部门养护")
    choose(cast.city, "您认为应由哪个单位办理", WATER)
    press(cast.city, "只能退回一次，之后", "发送")
    expect(said(cast.mei, "不属于本单位职责")).to_contain_text("由水务部门养护")


def redirect(cast: Cast, number: str) -> None:
    """The office gives it to the other body."""
    expect(said(cast.office, "请决定")).to_contain_text("由水务部门养护")
    keep(cast.office.page, "office-ruling")
    press(cast.office, "请决定", "改派")
    choose(cast.office, "改派哪个承办单位", WATER)
    press(cast.office, "确认请按“发送”", "发送")
    expect(said(cast.office, "各方都已收到通知")).to_be_visible()
    expect(said(cast.city, "已改派给")).to_contain_text(number)


def sign_and_ask_for_time(cast: Cast, number: str, until: date) -> None:
    """The second body takes it, and needs longer."""
    press(cast.water, number, "签收")
    expect(said(cast.wei, "已签收")).to_be_visible()
    press(cast.water, number, "申请延期")
    expect(said(cast.water, "要延长到哪一天")).to_be_visible()
    write(cast.water, until.isoformat())
    expect(said(cast.water, "请写明原因")).to_be_visible()
    write(cast.water, "篦子变形，要换新的，订货要一周")
    press(cast.water, "同意之前，原期限照常计算。确认", "发送")


def grant(cast: Cast, number: str) -> None:
    """The office agrees."""
    press(cast.office, "申请延长到", "同意")
    button(cast.office, "知道了").click()
    expect(said(cast.water, "延期申请已获同意")).to_contain_text(number)
    expect(said(cast.mei, "已经同意")).to_contain_text("订货要一周")


def reply(cast: Cast) -> None:
    """The body replies to the deputy, with a picture."""
    button(cast.water, "答复").last.click()
    expect(said(cast.water, "请写给代表的答复")).to_be_visible()
    send_picture(cast.water, "雨水口已疏通", "已先疏通，积水退了；新篦子已订货。")
    press(cast.water, "还可以继续补充", "发送")
    expect(said(cast.wei, "请核实后按")).to_contain_text("新篦子已订货")


def answer(cast: Cast, promised: date) -> None:
    """张伟 quotes the body and promises a day."""
    press(cast.wei, "请核实后按", "答复")
    press(cast.wei, "请写给", "引用单位答复")
    press(cast.wei, "写好后请选择", "B 正在解决")
    expect(said(cast.wei, "预计哪一天")).to_be_visible()
    write(cast.wei, promised.isoformat())
    press(cast.wei, "确认无误请按", "发送")
    told = said(cast.mei, "办理结果：B 正在解决")
    expect(told).to_contain_text(f"{WATER}答复：已先疏通")
    expect(told).to_contain_text(f"承诺日期：{promised.month}月{promised.day}日")
    keep(cast.mei.page, "resident-promise")


def keep_the_promise(cast: Cast, number: str) -> None:
    """Body and deputy are reminded; the body reports, the deputy tells everybody."""
    expect(said(cast.wei, "您当时答复")).to_contain_text(number)
    press(cast.water, "贵单位当时答复", "答复")
    expect(said(cast.water, "请写给代表的答复")).to_be_visible()
    send_picture(cast.water, "雨水口已疏通", "新篦子已装好。")
    press(cast.water, "还可以继续补充", "发送")
    expect(said(cast.wei, "请核实：办好了按")).to_contain_text("新篦子已装好")
    keep(cast.wei.page, "promise")
    press(cast.wei, "请核实：办好了按", "已兑现")
    expect(said(cast.wei, "请写几句兑现的情况")).to_be_visible()
    send_picture(cast.wei, "雨水口已疏通", "新篦子已装好，昨天下雨没有再积水。")
    press(cast.wei, "确认无误请按", "发送")
    for resident in (cast.mei, cast.fang):
        expect(said(resident, "已经兑现")).to_contain_text("没有再积水")
    keep(cast.fang.page, "promise-kept")


def choose(where: Locator, below: str, label: str) -> None:
    """Press the button whose label begins with the words, but for an emoji."""
    said(where, below).get_by_role("button").filter(has_text=label).click()


def promise_day(today: date) -> date:
    """Return a working day more than a week ahead that follows a working day: its reminder comes before it."""
    day = today + timedelta(days=8)
    while not (is_workday(day) and is_workday(day - timedelta(days=1))):
        day += timedelta(days=1)
    return day


def is_workday(day: date) -> bool:
    """Tell whether offices are open."""
    works = chinese_workday(day)
    return day.weekday() < 5 if works is None else works


def reach(town: str, day: date) -> None:
    """Move the clock to the morning of a day and wait until the bot is there."""
    wanted = call(town, "/clock", {"to": f"{day}T09:00:00+08:00"})["target_offset"]
    end = time.monotonic() + CLOCK_SECONDS
    while call(town, "/clock")["offset"] < wanted - 1:
        assert time.monotonic() < end
        time.sleep(0.2)
