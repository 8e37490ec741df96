"""The demo as a stranger meets it: one matter from the photo to 满意, and the clock that chases another."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo_walk import Opens, finish_report, keep, press, said, send_picture, send_place
from tests.browser.page_town import button, phone, write

pytestmark = pytest.mark.xdist_group("demo")

COMMUNITY, DEPUTIES = "固戍社区邻里群", "西乡第二选区代表群"
WORDS = "固戍一路 23 号门口的路灯坏了三天，晚上很黑，老人摔过一次"
SIX_PHONES = {"width": 2214, "height": 1165}


def test_words_without_a_place_wait_for_officer_and_office(opens: Opens) -> None:
    page = opens(viewport=SIX_PHONES)
    mei = phone(page, "李梅")

    write(mei, "小区门口的垃圾桶满了好几天没人清")
    press(mei, "要把这段话反映给人大代表吗？", "反映这个问题")
    expect(said(mei, "问题在哪里？")).to_be_visible()
    button(mei, "跳过").last.click()
    number = finish_report(mei, "垃圾、保洁、公厕")

    for name in ("姚子轩", "余秀兰"):
        expect(button(said(phone(page, name), number), "分派")).to_be_visible()
    expect(phone(page, "张伟").get_by_text(number)).to_have_count(0)


def test_one_matter_goes_from_the_photo_to_satisfied(opens: Opens) -> None:
    page = opens(viewport=SIX_PHONES)
    mei, wei, jing = (phone(page, name) for name in ("李梅", "张伟", "陈静"))
    neighbours, deputies = phone(page, COMMUNITY), phone(page, DEPUTIES)

    button(mei, "随手拍").click()
    expect(said(mei, "请发照片")).to_be_visible()
    send_picture(mei, "路灯损坏", WORDS)
    send_place(mei, "西乡街道 固戍社区")
    number = finish_report(mei, "路灯不亮")

    for deputy in (wei, jing):
        expect(deputy.locator(".gallery img").last).to_be_visible()
        expect(button(said(deputy, "等待认领").filter(has_text=number), "认领")).to_be_visible()
    expect(said(neighbours, number)).to_contain_text("等待认领")
    expect(neighbours.get_by_text(WORDS)).to_have_count(0)
    expect(button(said(deputies, number), "认领")).to_be_visible()

    press(wei, number, "认领")
    expect(said(jing, number)).to_contain_text("已由 张伟 代表认领")
    expect(button(said(jing, number), "认领")).to_have_count(0)
    expect(said(mei, "已由 张伟 代表认领")).to_contain_text(number)
    expect(said(neighbours, number)).to_contain_text("已认领")

    keep(page, "deputy", part=wei)
    press(wei, number, "公开")
    button(wei, "知道了").click()
    expect(said(neighbours, number)).to_contain_text("固戍一路")
    keep(page, "group", part=neighbours)

    press(wei, number, "答复")
    expect(said(wei, "请写给")).to_be_visible()
    send_picture(wei, "路灯已修复", "路灯今天上午已经修好，今晚恢复照明，谢谢您的提醒。")
    press(wei, "写好后请选择", "A 已解决")
    press(wei, "确认无误请按", "发送")
    answer = said(mei, "办理结果：A 已解决")
    expect(answer).to_contain_text("路灯今天上午已经修好")
    expect(said(wei, "经过")).to_contain_text("已答复")
    press(wei, "经过", "办结")
    expect(said(mei, "已办结")).to_be_visible()
    keep(page, "resident", part=mei)
    press(mei, "已办结", "已解决")
    press(mei, "您对办理满意吗", "满意")

    expect(said(mei, "谢谢您的评价")).to_contain_text("满意")
    expect(said(wei, "居民评价")).to_contain_text("满意")
    expect(neighbours.get_by_role("article").filter(has_text=number)).to_have_count(1)
    expect(said(neighbours, number)).to_contain_text("已确认")
    keep(page, "wall", size=(1900, 1000))


def test_a_matter_nobody_claims_is_chased_when_the_clock_moves(opens: Opens) -> None:
    page = opens(viewport={"width": 1460, "height": 900})
    mei, wei, jing = (phone(page, name) for name in ("李梅", "张伟", "陈静"))
    button(mei, "反映诉求").click()
    expect(said(mei, "请用几句话说说")).to_be_visible()
    write(mei, "固戍地铁站 B 口的井盖翘起来了，电动车容易摔")
    send_place(mei, "西乡街道 固戍社区")
    number = finish_report(mei, "内涝、下水道、井盖")

    page.get_by_role("button", name="+1 天").click()

    for deputy in (wei, jing):
        expect(said(deputy, "认领时限快到了")).to_contain_text(number)
    keep(page, "clock")


def test_a_phone_shows_one_person_at_a_time(opens: Opens) -> None:
    page = opens(viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, has_touch=True)

    expect(phone(page, "李梅")).to_be_visible()
    keep(page, "phone")

    expect(phone(page, "张伟")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_is_dark_where_the_system_is(opens: Opens) -> None:
    page = opens(viewport={"width": 1460, "height": 900}, color_scheme="dark")

    expect(phone(page, "李梅")).to_be_visible()
    keep(page, "dark")

    red, green, blue = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)")[:3]
    assert max(red, green, blue) < 80
