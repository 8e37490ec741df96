"""A report, from its first photo or word to 已提交."""

from tests.harness import Town


async def test_four_inputs_make_a_matter(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")

    await town.message(resident, "小区门口的路灯已经坏了三天，晚上看不清路", photo=True)
    await town.message(resident, "西乡街道固戍社区东山路")
    await town.press(resident, "路灯不亮")
    for sent in town.sent_to(resident):
        print(sent.text, sent.labels, sent.keyboard)
    await town.press(resident, "跳过")
    print(town.last(resident).text)
    await town.press(resident, "提交")
    print(town.last(resident).text, town.last(deputy).text)
    assert "已提交" in town.last(resident).text
