"""`设置` and /language."""

from models.person import Person
from tests.harness import Town


async def language_of(town: Town) -> str:
    return await town.read(lambda session: session.query(Person).one().language)


async def test_the_language_changes_words_and_menu_at_once(town: Town) -> None:
    resident = town.person("Ann", language_code="en")
    await town.message(resident, "/language")

    await town.press(resident, "English")

    assert await language_of(town) == "en"
    assert "English" in town.last(resident).text
    assert town.keyboard(resident)[-1] == ["Settings", "Help"]


async def test_the_way_back_is_in_the_settings(town: Town) -> None:
    resident = town.person("Ann", language_code="en")
    await town.message(resident, "/language")
    await town.press(resident, "English")

    await town.message(resident, "Settings")
    await town.press(resident, "中文")

    assert await language_of(town) == "zh-Hans"
    assert town.keyboard(resident)[-1] == ["设置", "帮助"]


async def test_a_language_we_do_not_speak_changes_nothing(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "/settings")

    key = town.forge(resident, "lang:xx", town.last(resident).message_id)
    await town.settle()

    assert town.telegram.toasts[key].is_alert
    assert await language_of(town) == "zh-Hans"


async def test_a_form_goes_on_in_the_new_language(town: Town) -> None:
    resident = town.person("Ann", language_code="en")
    await town.message(resident, "路灯坏了三天", photo=True)
    await town.message(resident, "/language")

    await town.press(resident, "English")

    assert "Where is it?" in town.last(resident).text
    assert town.keyboard(resident) == [["Send location"], ["Skip"]]


async def test_the_settings_lead_to_the_privacy_note(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "设置")

    await town.press(resident, "隐私说明")

    assert "保存什么" in town.last(resident).text
