"""The command line, through click and as a program; every failure is one sentence."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from service.cli import main
from service.commands.demo import write_draft
from service.errors import ForbiddenError
from service.settings import Settings
from service.store.database import open_database
from service.store.queries import public_article
from service.store.tables import ArticleProfile
from service.usecases.sign_in import check_password, find_account
from service.world import real_world
from tests.support import SECRET

ROOT = Path(__file__).parents[2]
COMMANDS = [
    *("audit", "complaint", "corpus", "serve", "migrate", "site", "user", "article", "desk", "seed", "demo"),
    *("draft", "judge"),
]
HEAVY = ["flask", "sqlalchemy", "alembic", "hazm", "trafilatura", "lxml", "granian", "argon2", "numpy", "tqdm"]
PAGE = """\
۱۲ بهمن ۱۴۰۰، ۱۲:۱۲
شهردار بندر دلفین:
پارک ساحلی باز شد
پارک ساحلی بندر دلفین پس از دو سال کار از امروز پذیرای خانواده‌هاست.
به گزارش خبرنگار ما، ورودی پارک رایگان است و هر شب تا ساعت ۲۴ روشن می‌ماند.
کد خبر 7001234
"""


def nazer(*arguments: str, url: str = "", stdin: str = "", **environment: str | None) -> Result:
    runner = CliRunner()
    given = {"NAZER_SECRET_KEY": SECRET, "NAZER_DATABASE_URL": url or None, "DATABASE_URL": None, **environment}
    return runner.invoke(main, list(arguments), input=stdin, env=given)


@pytest.fixture
def with_site(database_url: str) -> str:
    assert nazer("site", "add", "نارون", url=database_url).exit_code == 0
    return database_url


def test_help_names_every_command_and_needs_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['nazer', '--help']\nfrom service.cli import main\n"
        f"try: main()\nexcept SystemExit: print('HEAVY', sorted(set({HEAVY}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.splitlines()[-1] == "HEAVY []"
    assert all(f"\n  {command}" in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = nazer(command, "--help")

    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


def test_a_missing_setting_is_named_before_anything_happens() -> None:
    for command in ("serve", "migrate"):
        result = nazer(command, NAZER_SECRET_KEY=None, NAZER_TYPO="1")
        assert result.exit_code == 1
        assert "NAZER_SECRET_KEY is missing" in result.stderr
        assert "NAZER_TYPO is no setting" in result.stderr


def test_migrate_makes_the_tables_and_may_run_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'nazer.db'}"
    assert "nazer migrate" in nazer("site", "add", "x", url=url).stderr  # says what to do first

    assert nazer("migrate", url=url).exit_code == 0
    assert nazer("migrate", url=url).exit_code == 0
    assert nazer("site", "add", "x", url=url).exit_code == 0


def test_a_database_that_does_not_answer_is_a_sentence() -> None:
    result = nazer("site", "add", "x", url="postgresql+psycopg://root@127.0.0.1:1/none")

    assert (result.exit_code, "The database answered" in result.stderr) == (1, True)
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("each_database")
def test_site_add_prints_both_keys_once(database_url: str) -> None:
    result = nazer("site", "add", "نارون", "--origin", "https://narvan.example/", url=database_url)

    assert "pk_" in result.output
    assert "sk_" in result.output
    again = nazer("site", "add", "نارون", url=database_url)
    assert (again.exit_code, again.output) == (1, "Error: There is a site 'نارون' already.\n")


@pytest.mark.parametrize("way", ["prompt", "file", "stdin"])
def test_user_add_takes_the_password_from_a_prompt_a_file_or_stdin(database_url: str, tmp_path: Path, way: str) -> None:
    password = "یک رمز بلند"
    file = tmp_path / "password"
    file.write_text(password + "\n")
    options = {"prompt": [], "file": ["--password-file", str(file)], "stdin": ["--password-file", "-"]}[way]
    stdin = {"prompt": f"{password}\n{password}\n", "file": "", "stdin": password}[way]

    result = nazer("user", "add", "mina", *options, url=database_url, stdin=stdin)

    assert result.exit_code == 0, result.output
    assert password not in result.output
    database = open_database(database_url)
    with database.reading() as session:
        account = find_account(session, "mina")
    assert check_password(account, password).moderator_pk == account.moderator_pk
    database.close()


def test_user_add_refuses_a_short_password_and_a_taken_name(database_url: str) -> None:
    short = nazer("user", "add", "mina", "--password-file", "-", url=database_url, stdin="۱۲۳")
    nazer("user", "add", "mina", "--password-file", "-", url=database_url, stdin="long enough")
    taken = nazer("user", "add", "Mina", "--password-file", "-", url=database_url, stdin="long enough")

    assert (short.exit_code, taken.exit_code) == (1, 1)
    assert short.stderr.startswith("Error: ")
    assert taken.stderr.startswith("Error: ")
    assert "Traceback" not in short.output + taken.output


@pytest.mark.parametrize("name", ["page.txt", "page.html"])
def test_article_add_registers_a_saved_page(with_site: str, tmp_path: Path, name: str) -> None:
    page = tmp_path / name
    paragraphs = "".join(f"<p>{line}</p>" for line in PAGE.splitlines())
    page.write_text(PAGE if name.endswith("txt") else f"<html><h1>پارک ساحلی باز شد</h1>{paragraphs}</html>")

    first, again = (nazer("article", "add", str(page), url=with_site) for _ in range(2))

    assert first.output == "7001234 added: پارک ساحلی باز شد\n"
    assert again.output == "7001234 unchanged: پارک ساحلی باز شد\n"
    database = open_database(with_site)
    with database.reading() as session:
        row: Any = public_article(session, 1, "7001234")
    assert (row.title, row.comments_open) == ("پارک ساحلی باز شد", True)
    database.close()


def test_article_add_says_what_a_page_lacks_and_which_site_is_meant(with_site: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE.replace("کد خبر 7001234", ""))
    lacking = nazer("article", "add", str(page), url=with_site)
    page.write_text(PAGE)
    nazer("site", "add", "دوم", url=with_site)
    which = nazer("article", "add", str(page), url=with_site)
    unknown = nazer("article", "add", str(page), "--site", "سوم", url=with_site)

    assert lacking.output == "Error: در این صفحه «کد خبر» پیدا نشد.\n"
    assert which.output == "Error: Which site? Say --site with one of: نارون, دوم\n"
    assert "There is no site 'سوم'" in unknown.output
    assert nazer("article", "add", str(page), "--site", "دوم", url=with_site).exit_code == 0


def test_seed_loads_a_folder_and_may_run_again(with_site: str, tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text('{"article_id": "1", "title": "بارش برف در تهران آغاز شد"}\n')
    (tmp_path / "comments.jsonl").write_text('{"id": "c1", "article_id": "1", "text": "چه برف قشنگی در تهران بارید"}\n')

    first, again = (nazer("seed", str(tmp_path), url=with_site) for _ in range(2))

    assert first.output.startswith("1 articles and 1 comments are new (1 published, 0 held, 0 rejected)")
    assert again.output.startswith("0 articles and 0 comments are new")
    assert "1 comments were there" in again.output


def test_judge_writes_verdicts_and_reports_bad_lines(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text('{"article_id": "1", "title": "بارش برف در تهران"}')
    good = '{"id": "c1", "article_id": "1", "text": "چه برف قشنگی در تهران بارید"}\n'

    clean = nazer("judge", "--articles", str(articles), stdin=good, NAZER_SECRET_KEY=None)
    mixed = nazer("judge", "--articles", str(articles), stdin=f"{good}nonsense\n{good}")

    assert clean.exit_code == 0
    assert json.loads(clean.stdout)["outcome"] == "publish"
    assert mixed.exit_code == 1
    assert len(mixed.stdout.splitlines()) == 2
    assert mixed.stderr == "line 2: not JSON\n"


def test_a_faulty_policy_is_a_sentence(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[nonsense")

    result = nazer("judge", "--policy", str(policy))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: The policy has faults: ")


def test_serve_says_when_the_address_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = nazer("serve", "--port", str(taken.getsockname()[1]))

    assert result.exit_code == 1
    assert "Cannot listen at 127.0.0.1" in result.stderr


def test_only_the_demonstration_solves_captchas(settings: Settings) -> None:
    with pytest.raises(ForbiddenError):
        write_draft(settings, real_world(), {"text": "سلام"})


def test_a_draft_before_the_demonstration_says_what_to_start(tmp_path: Path) -> None:
    script = "from service.cli import main; main()"  # in a process of its own: it sets the demonstration's environment
    arguments = [sys.executable, "-c", script, "draft", "سلام", "--folder", str(tmp_path / "none")]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=ROOT)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("Start it with: nazer demo\n")
    assert not (tmp_path / "none").exists()


@pytest.mark.usefixtures("each_database")
def test_article_prepare_makes_what_is_missing_tells_how_far_it_is_and_may_run_again(
    with_site: str, tmp_path: Path
) -> None:
    (tmp_path / "articles.jsonl").write_text('{"article_id": "1", "title": "بارش برف در تهران آغاز شد"}\n')
    nazer("seed", str(tmp_path), url=with_site)
    ready = nazer("article", "prepare", url=with_site)
    database = open_database(with_site)
    with database.transaction() as session:
        session.execute(sa.delete(ArticleProfile))
    database.close()
    missing = nazer("article", "prepare", "--site", "نارون", url=with_site)
    again = nazer("article", "prepare", url=with_site)
    unknown = nazer("article", "prepare", "--site", "دیگر", url=with_site)

    assert [one.stdout.split(" ")[0] for one in (ready, missing, again)] == ["0", "1", "0"]
    assert missing.stderr.splitlines() == ["0 of 1", "1 of 1"]
    assert (unknown.exit_code, "There is no site" in unknown.stderr) == (1, True)


def test_what_a_publisher_pastes_is_printed_whole(with_site: str) -> None:
    own = {"NAZER_PUBLIC_URL": "https://comments.example.ir/"}
    printed = nazer("embed-snippet", url=with_site, **own)
    script, element, link, end = printed.output.splitlines()
    address = r'src="https://comments\.example\.ir/embed/[0-9a-f]{16}/v1\.js"'
    assert re.fullmatch(rf'<script type="module" {address} integrity="sha384-[^"]{{64}}"></script>', script)
    (key,) = re.findall(r'<nazer-comments article="5414189" site="(pk_[^"]+)">', element)
    assert f'href="https://comments.example.ir/c/{key}/5414189"' in link
    assert end == "</nazer-comments>"
    following = nazer("embed-snippet", "--follow", "--article", "{{ article.id }}", url=with_site, **own).output
    assert '<script type="module" src="https://comments.example.ir/embed/v1.js"></script>' in following
    assert 'article="{{ article.id }}"' in following
    assert f"/c/{key}/{{{{ article.id }}}}" in following
    hostile = nazer("embed-snippet", "--article", '"><script>', url=with_site, **own).output
    assert hostile.count("<script") == 1


def test_a_frame_is_printed_with_the_script_that_fits_it(with_site: str) -> None:
    own = {"NAZER_PUBLIC_URL": "https://comments.example.ir/"}
    frame, script = nazer("embed-snippet", "--iframe", url=with_site, **own).output.splitlines()
    address = r"https://comments\.example\.ir/embed/frame"
    assert re.match(rf'<iframe data-nazer src="{address}\?site=pk_[\w-]+&amp;article=5414189" title="[^"]+"', frame)
    named = rf'src="{address}/[0-9a-f]{{16}}/resize\.js" integrity="sha384-[^"]{{64}}"'
    assert re.fullmatch(rf'<script type="module" {named}></script>', script)
    template = nazer("embed-snippet", "--iframe", "--article", "{{ article.id }}", url=with_site, **own).output
    assert "&amp;article={{ article.id }}" in template
    hostile = nazer("embed-snippet", "--iframe", "--article", '"><script>', url=with_site, **own).output
    assert hostile.count("<script") == 1


def test_a_snippet_needs_to_know_which_site(with_site: str) -> None:
    nazer("site", "add", "دیگری", url=with_site)
    answer = nazer("embed-snippet", url=with_site)
    assert (answer.exit_code, "Which site?" in answer.output) == (1, True)
    assert nazer("embed-snippet", "--site", "دیگری", url=with_site).exit_code == 0


def test_the_desks_words_are_written_down_anew(with_site: str) -> None:
    done = nazer("desk", "reindex", url=with_site)
    assert (done.exit_code, done.stdout) == (0, "The desk finds 0 comments by their words.\n")
