"""Nothing that is read ends a command with a traceback: inputs that once did, and new ones."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from browser.queries import LANGUAGES
from fuzz.mutation import mutated
from fuzz.queries import asked, made
from fuzz.targets import SEEDS, TARGETS

CORPUS = sorted(file for file in (Path(__file__).parent / "corpus").rglob("*") if file.is_file())


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_what_once_failed_does_not_any_more(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_sound_files_with_a_few_changes(name: str) -> None:
    _run(name, 20)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_sound_files_with_many_changes(name: str) -> None:
    # With each of the page's words, its own catalogs are read again, which takes ten times as long.
    # `make fuzz` makes a million changes.
    _run(name, 30 if name == "page-words" else 300)


def _run(name: str, times: int) -> None:
    pool = list(SEEDS[name])
    for number in range(times):
        random = Random(number)
        content = mutated(random.choice(pool), random, 20_000)
        TARGETS[name](content)
        # Changes of changes go further; short ones stay quick.
        if number % 10 == 0 and len(content) < 5_000:
            pool = [*SEEDS[name], *pool[len(SEEDS[name]) :][-20:], content]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_query_is_answered(site: Path, language: str) -> None:
    texts = list(made(language, 500, Random(language)))
    answers = asked(site, language, texts)
    assert len(answers) == len(texts)
    assert not [answer for answer in answers if answer.results < 0]
