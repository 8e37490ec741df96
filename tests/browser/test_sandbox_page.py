"""What a person says and presses on the sandbox's page, in a real browser against a scripted bot."""

from playwright.sync_api import Page, expect

from tests.browser.page_town import ROOT, ScriptedBot, button, phone, write

SAMPLES = ROOT / "sandbox" / "page" / "samples"


def test_the_first_word_goes_through_the_start_button(page: Page) -> None:
    mei = phone(page, "李梅")

    button(mei, "开始").click()

    expect(mei.get_by_text("您好，我是呼应")).to_be_visible()
    expect(button(mei, "随手拍")).to_be_visible()
    expect(button(mei, "开始")).to_have_count(0)


def test_words_are_shown_as_they_were_typed_and_reach_nobody_else(page: Page) -> None:
    mei, wei = phone(page, "李梅"), phone(page, "张伟")

    write(mei, "<b>路灯</b> & <script>坏了</script>")

    expect(mei.get_by_text("<b>路灯</b> & <script>坏了</script>", exact=True)).to_be_visible()
    expect(mei.get_by_text("收到：<b>路灯</b>")).to_be_visible()
    expect(wei.get_by_text("路灯")).to_have_count(0)


def test_sample_pictures_go_out_as_one_album_with_a_caption(page: Page, bot: ScriptedBot) -> None:
    mei = phone(page, "李梅")

    button(mei, "附件").click()
    button(mei, "路面坑洞").click()
    button(mei, "路灯损坏").click()
    button(mei, "选用 2 张").click()
    write(mei, "两处都在固戍一路")

    expect(mei.get_by_text("收到：两处都在固戍一路")).to_be_visible()
    expect(mei.locator(".gallery img")).to_have_count(2)
    groups = {said["media_group_id"] for said in bot.heard() if "photo" in said}
    assert len(groups) == 1


def test_an_own_photo_is_shown_in_the_tray_then_sent_and_opens_large(page: Page) -> None:
    mei = phone(page, "李梅")

    mei.get_by_label("选择照片").set_input_files(SAMPLES / "bin.jpg")
    expect(mei.get_by_role("group", name="待发内容").get_by_role("img")).to_have_count(1)
    write(mei, "垃圾满了")
    button(mei, "查看照片").click()

    large = page.get_by_role("dialog", name="照片")
    expect(large.get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)


def test_a_press_edits_the_card_in_place_in_every_open_window(page: Page, bot: ScriptedBot) -> None:
    other = page.context.new_page()
    other.goto(bot.address)
    mei = phone(page, "李梅")
    write(mei, "card")

    button(mei, "提交").click()

    expect(mei.get_by_role("status")).to_contain_text("已收到")
    expect(mei.get_by_text("已提交 BA-261122-0042")).to_be_visible()
    expect(mei.get_by_text("已编辑")).to_be_visible()
    expect(phone(other, "李梅").get_by_text("已提交 BA-261122-0042")).to_be_visible()
    expect(button(mei, "提交")).to_have_count(0)


def test_an_alert_waits_to_be_read(page: Page) -> None:
    mei = phone(page, "李梅")
    write(mei, "card")

    button(mei, "认领").click()

    alert = mei.get_by_role("alertdialog", name="只有本选区的代表可以认领")
    expect(alert).to_be_visible()
    button(alert, "知道了").click()
    expect(alert).to_have_count(0)
    expect(button(mei, "认领")).to_be_focused()


def test_the_location_button_offers_places_and_sends_the_chosen_one(page: Page) -> None:
    mei = phone(page, "李梅")
    button(mei, "开始").click()

    button(mei, "发送位置").click()
    button(mei, "西乡街道 固戍社区").click()
    button(mei, "发出位置").click()

    expect(mei.get_by_text("收到位置 22.605")).to_be_visible()


def test_a_click_on_the_plan_is_a_place_too(page: Page) -> None:
    mei = phone(page, "李梅")
    button(mei, "附件").click()
    button(mei, "选择位置").click()

    plan = mei.get_by_role("img", name="宝安示意图，点选位置")
    shape = plan.bounding_box() or {"width": 0, "height": 0}
    plan.click(position={"x": shape["width"] / 2, "y": shape["height"] * 0.75})
    button(mei, "发出位置").click()

    expect(mei.get_by_text("收到位置 22.6")).to_be_visible()


def test_a_reply_button_says_its_own_label(page: Page) -> None:
    mei = phone(page, "李梅")
    button(mei, "开始").click()

    button(mei, "我的诉求").click()

    expect(mei.get_by_text("收到：我的诉求")).to_be_visible()


def test_a_person_corrects_and_quotes_words(page: Page, bot: ScriptedBot) -> None:
    mei = phone(page, "李梅")
    write(mei, "路登坏了")
    expect(mei.get_by_text("收到：路登坏了")).to_be_visible()

    mei.get_by_role("textbox", name="写消息").press("ArrowUp")
    write(mei, "路灯坏了")
    button(mei, "消息操作").last.click()
    mei.get_by_role("menuitem", name="回复").click()
    write(mei, "谢谢")

    expect(mei.get_by_text("已编辑")).to_be_visible()
    expect(button(mei, "跳到原消息")).to_contain_text("收到：路登坏了")
    expect(mei.get_by_text("收到：谢谢")).to_be_visible()
    assert [said["text"] for said in bot.heard("edited_message")] == ["路灯坏了"]


def test_a_sample_voice_arrives_and_can_be_played(page: Page, bot: ScriptedBot) -> None:
    mei = phone(page, "李梅")

    button(mei, "附件").click()
    button(mei, "示例语音").click()
    button(mei, "发送消息").click()
    button(mei, "播放").click()

    expect(button(mei, "暂停")).to_be_visible()
    expect(mei.get_by_text("收到：")).to_be_visible()
    assert [said["voice"]["mime_type"] for said in bot.heard() if "voice" in said] == ["audio/ogg"]


def test_the_command_menu_sends_what_is_chosen(page: Page) -> None:
    mei = phone(page, "李梅")

    button(mei, "命令").click()
    mei.get_by_role("menuitem", name="/my 我的诉求").click()

    expect(mei.get_by_text("收到：/my")).to_be_visible()


def test_a_keyboard_alone_answers_a_message(page: Page, bot: ScriptedBot) -> None:
    mei = phone(page, "李梅")
    write(mei, "路灯坏了")
    expect(mei.get_by_text("收到：路灯坏了")).to_be_visible()

    mei.get_by_role("log").press("ArrowUp")
    page.keyboard.press("Enter")
    mei.get_by_role("menuitem", name="回复").press("Enter")
    page.keyboard.type("谢谢")
    page.keyboard.press("Enter")

    expect(button(mei, "跳到原消息")).to_contain_text("收到：路灯坏了")
    expect(mei.get_by_text("收到：谢谢")).to_be_visible()
    assert "reply_to_message" in bot.heard()[-1]
