"""No state of the disk ends a command with a traceback: it says what it could not read or write."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.disk_states import STATES
from conftest import only_some_quick
from izeja.cli.main import main

FILES = {
    "mkdocs.yml": (
        "site_name: Help\nsite_url: https://example.com/\ntheme: {name: izeja}\nplugins:\n  - i18n:\n"
        "      docs_structure: folder\n      languages:\n        - {locale: en, name: English, default: true}"
        "\n"
        "        - {locale: lv, name: Latviešu}\n  - izeja\n"
    ),
    "docs/en/index.md": "# Help\n\n[Modem](devices/modem.md#press)\n",
    "docs/lv/index.md": "# Palīgs\n",
    "decision_trees/library.yml": "source_language: en\nlanguages: {en: required, lv: preparing}\n",
    "decision_trees/contacts.yml": "shop:\n  text: The shop\n  url: https://example.com/\n",
    "decision_trees/other.yml": (
        "title: No light\nkind: procedure\nstart: help\nnodes:\n  help:\n    support: shop\n"
    ),
    "decision_trees/devices/modem.yml": (
        "title: Restart your modem\nkind: procedure\nstart: press\nnodes:\n"
        "  press:\n    step: Press\n    next: done\n  done:\n    resolution: It works\n"
    ),
    "story.twee": ":: Start\nDoes it light?\n[[Yes->End]]\n\n:: End\nGood.\n",
}
"""What a project has before the commands that make the rest of it."""
MADE = ("translate update", "translate export lv lv.xlf", "build", "export --for markdown texts")
COMMANDS = (
    *MADE,
    "build --serve --port 0",
    "check",
    "check decision_trees/other.yml",
    "diff decision_trees texts",
    "export --for hugo hugo",
    "format",
    "import story.twee",
    "map decision_trees/other.yml",
    "move devices new",
    "rename devices/modem#press push",
    "new fresh",
    "new tree a/b",
    "stats",
    "translate add de",
    "translate status",
    "translate import lv.xlf",
    "translate fill lv",
    "translate glossary lv --write words.csv",
    "verify",
    "walk other",
    "schema --write schema",
)
PATHS = (
    ".",
    "mkdocs.yml",
    "docs",
    "docs/en/index.md",
    "decision_trees",
    "decision_trees/library.yml",
    "decision_trees/contacts.yml",
    "decision_trees/other.yml",
    "decision_trees/devices",
    "decision_trees/translations",
    "decision_trees/translations/lv/other.po",
    "decision_trees/.izeja-changes",
    "site",
    "site/index.html",
    "site/izeja-site.json",
    "texts",
    "hugo",
    "fresh",
    "words.csv",
    "schema",
    "lv.xlf",
    "story.twee",
    ".izeja_cache",
)
FOUND = (
    ("new tree a/b", "a circle", "decision_trees/contacts.yml"),
    ("build --serve --port 0", "unlisted", "site"),
    ("build --serve --port 0", "unreadable", "site"),
    ("check", "gone", "decision_trees"),
    ("move devices new", "unreadable", "decision_trees/devices"),
    ("format", "vanishing", "decision_trees/other.yml"),
)
"""Those that have failed once, and a few more for quick tests."""
# Even the administrator then has only the rights of a file's owner.
BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("disk")
    for path, text in FILES.items():
        file = home / "project" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home / "project")
        for command in MADE:
            assert CliRunner().invoke(main, command.split()).exit_code == 0, command
    return home


def some(seed: int) -> Sequence[tuple[str, str, str]]:
    every = [(command, state, path) for command in COMMANDS for state in STATES for path in PATHS]
    # The project itself is what the tests delete at the end.
    wanted = [one for one in every if one[2] != "." or one[1] in {"unreadable", "read-only", "unlisted"}]
    return random.Random(seed).sample(wanted, 40)  # noqa: S311 - the same ones in every run


@pytest.mark.parametrize("seed", only_some_quick(["found", 1, 2, 3], "found"))
def test_a_command_says_what_is_wrong(seed: str | int, home: Path) -> None:
    jobs = FOUND if isinstance(seed, str) else some(seed)
    run = subprocess.run(  # noqa: S603 - our own program
        [*BOUND, sys.executable, Path(__file__).with_name("disk_states.py")],
        cwd=home,
        input="".join(f"{json.dumps(one)}\n" for one in jobs),
        capture_output=True,
        text=True,
        check=True,
    )
    ended = dict(zip(jobs, map(json.loads, run.stdout.splitlines()), strict=True))
    assert {job: wrong for job, wrong in ended.items() if wrong} == {}
