"""The command line: help for everything, one sentence for what is wrong, exit codes that scripts can use."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from config.policy import DEFAULT
from tests.e2e.conftest import Huying, environment
from tests.nest import Nest

NEWEST = max(file.name[:4] for file in Path("migrations/versions").glob("[0-9]*.py"))
COMMANDS = ("run", "demo", "migrate", "check", "replay", "join-links", "org", "audit", "clocks", "qr", "backup",
            "restore")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(huying: Huying, command: str) -> None:
    done = huying(command, "--help")

    assert done.returncode == 0
    assert "Usage:" in done.stdout


def test_a_missing_token_is_one_sentence_and_exit_2(huying: Huying, tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    done = huying("run", BOT_TOKEN="")

    assert done.returncode == 2
    assert done.stderr.startswith("HUYING_BOT_TOKEN")
    assert done.stderr.count("\n") == 1


def test_an_unreachable_database_is_one_sentence_and_exit_2(huying: Huying) -> None:
    done = huying("migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")

    assert done.returncode == 2
    assert done.stderr.startswith("HUYING_DATABASE_URL")


def test_migrating_twice_says_so(huying: Huying) -> None:
    first, second = huying("migrate"), huying("migrate")

    assert first.stdout == f"schema empty -> {NEWEST}\n"
    assert second.stdout == f"schema {NEWEST} already\n"


def test_a_newer_database_is_refused_and_left_alone(huying: Huying, tmp_path: Path) -> None:
    huying("migrate")

    with sqlite3.connect(tmp_path / "huying.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    done = huying("migrate")

    assert done.returncode == 2
    assert "newer Huying" in done.stderr


@pytest.fixture(scope="session")
def roster(tmp_path_factory: pytest.TempPathFactory, nests: dict[str, Nest]) -> Path:
    """Return a database as the command line makes it, with the organisation that ships."""
    folder = tmp_path_factory.mktemp("roster")
    shown = nests["bot"].hatch(["bot", "org", "show"], environment(folder), folder / "errors")
    with shown.stdout as told:
        told.read()
    assert shown.wait() == 0
    return folder / "huying.db"


@pytest.fixture
def settled(roster: Path, tmp_path: Path) -> Path:
    """Return a copy of it, where this test's commands look for theirs."""
    return Path(shutil.copy(roster, tmp_path / "huying.db"))


@pytest.fixture
def named(settled: Path) -> None:
    """Let the database know the bot's name, as after a first start."""
    with sqlite3.connect(settled) as database:
        value = json.dumps({"id": 7000000001, "username": "huying_bot"})
        database.execute("INSERT INTO setting (key, value) VALUES ('bot', ?)", (value,))
    database.close()


@pytest.mark.usefixtures("settled")
def test_without_the_bots_name_no_link_is_printed(huying: Huying) -> None:
    done = huying("join-links")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The bot's name is not known yet")
    assert done.stderr.count("\n") == 1


@pytest.mark.usefixtures("settled")
def test_without_the_bots_name_programs_still_get_the_tokens(huying: Huying) -> None:
    done = huying("join-links", "--json")

    links = json.loads(done.stdout)
    assert done.returncode == 0
    assert "name is not known yet" in done.stderr
    assert all(each["token"] and each["link"] == "" for each in links)


@pytest.mark.usefixtures("named")
def test_join_links_show_key_and_scope_beside_the_name(huying: Huying) -> None:
    done = huying("join-links", BOT_TOKEN="")

    (line,) = [each for each in done.stdout.splitlines() if "张伟" in each and each.startswith("deputy")]
    name, key, scope, link = line.split("\t")
    assert (name, key, scope) == ("deputy   张伟", "zhang-wei", "xixiang-2")
    assert link.startswith("https://t.me/huying_bot?start=join_")


@pytest.mark.usefixtures("named")
def test_join_links_are_listed_as_json_and_stay_the_same(huying: Huying) -> None:
    first, second = huying("join-links", "--json"), huying("join-links", "--json")

    links = json.loads(first.stdout)
    assert first.stdout == second.stdout
    assert {"name", "role", "token", "link"} == set(links[0])
    assert {each["role"] for each in links} == {"deputy", "officer", "head", "street", "office", "body"}
    assert {"张伟", "陈静"} <= {each["name"] for each in links}
    assert len({each["token"] for each in links}) == len(links)


def test_a_contradicting_organisation_is_refused_by_line(huying: Huying, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('[district]\ncode = 1\n')

    done = huying("org", "import", str(broken))

    assert done.returncode == 2
    assert "line 2" in done.stderr
    assert "Traceback" not in done.stderr


def test_importing_the_same_organisation_again_changes_nothing(huying: Huying) -> None:
    first, second = (huying("org", "import", "config/organisations/baoan.toml") for _ in range(2))

    assert "added\tstreet" in first.stdout
    assert second.stdout == "nothing changed\n"


@pytest.mark.usefixtures("settled")
def test_the_organisation_is_shown_in_numbers(huying: Huying) -> None:
    done = huying("org", "show")

    assert done.stdout.splitlines()[:2] == ["宝安区", "street\t10"]


def test_letters_that_are_none_are_refused(huying: Huying, tmp_path: Path) -> None:
    empty = tmp_path / "letters.jsonl"
    empty.write_text('{"id": 1}\n')

    done = huying("replay", str(empty))

    assert done.returncode == 2
    assert "holds no letters" in done.stderr


def test_check_says_what_to_mend_and_exits_1(huying: Huying) -> None:
    done = huying("check")

    assert done.returncode == 1
    assert "MEND  Telegram" in done.stdout
    assert "ok    organisation file" in done.stdout


def test_check_holds_the_policy_to_the_organisation(huying: Huying, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(DEFAULT.read_text("utf-8").replace('body = "swj"', 'body = "moon"', 1), "utf-8")

    done = huying("check", POLICY=str(policy))

    assert "MEND  policy file: line " in done.stdout
    assert "the organisation has no body with the code moon" in done.stdout


def test_check_says_where_each_years_working_days_come_from(huying: Huying, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    text = DEFAULT.read_text("utf-8").replace("off = []", "off = [2060-01-01, 2061-01-03]").replace(
        "announced = []", "announced = [2060]")
    policy.write_text(text, "utf-8")

    done = huying("check", POLICY=str(policy))

    assert "ok    holidays: 2060 is in [holidays] of the policy" in done.stdout
    assert "ok    holidays: 2061 is not announced yet, Monday to Friday counts until then; 1 days of" in done.stdout


@pytest.mark.usefixtures("named")
def test_counting_the_clocks_of_an_empty_town_moves_nothing(huying: Huying) -> None:
    tried, done = huying("clocks", "recompute", "--dry-run"), huying("clocks", "recompute")

    assert tried.stdout == "0 clocks run; 0 would move: 0 later, 0 earlier; 0 overdue by that\n"
    assert done.stdout == "0 clocks run; 0 moved: 0 later, 0 earlier; 0 overdue by that\n"
    assert "clocks_recomputed" in huying("audit", "show").stdout
    assert huying("audit", "verify").returncode == 0


@pytest.mark.usefixtures("named")
def test_every_station_and_deputy_gets_a_printable_code(huying: Huying, tmp_path: Path) -> None:
    done = huying("qr", "--out", str(tmp_path / "codes"))

    names = {path.name for path in (tmp_path / "codes").iterdir()}
    assert {"st_xixiang2.png", "dp_zhang-wei.png"} <= names
    assert done.stdout == f"{len(names)} pictures in {tmp_path / 'codes'}\n"
    with Image.open(tmp_path / "codes" / "dp_zhang-wei.png") as picture:
        assert (picture.format, picture.size) == ("PNG", (1240, 1754))
