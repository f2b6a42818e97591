"""A theme's templates that were compiled by another process do what they do anyway."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import TemplateSyntaxError
from jinja2.ext import Extension
from mkdocs.theme import Theme

import txtar
from conftest import ROOT
from izeja.hosts.mkdocs.templates import CompiledTemplates

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

THEME = txtar.split((ROOT / "tests" / "hosts" / "templates" / "theme.txtar").read_text("utf-8"))

several_cores = pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="there is one core")


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    txtar.unpack(THEME, tmp_path)
    return Theme(name=None, custom_dir=str(tmp_path))


def served(theme: Theme) -> Environment:
    templates = CompiledTemplates()
    templates.start(theme)
    templates.serve(theme)
    return theme.get_env()


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("a template is compiled here")


@several_cores
def test_what_a_page_names_is_compiled_elsewhere(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = theme.get_env().get_template("main.html").render(name="Ann")
    env = served(theme)
    monkeypatch.setattr(env, "compile", refuse)
    assert env.get_template("main.html").render(name="Ann") == wanted


def test_what_it_does_not_name_is_compiled_here(theme: Theme) -> None:
    assert served(theme).get_template("alone.html").render() == "alone"


def another_filter(env: Environment) -> None:
    env.filters["upper"] = str.lower


def another_syntax(env: Environment) -> None:
    env.trim_blocks = True


class Loud(Extension):
    """Reads templates otherwise."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Say loudly what a template says."""
        return source.replace("Hello", "HELLO")


def another_extension(env: Environment) -> None:
    env.add_extension(Loud)


@pytest.mark.parametrize("change", [another_filter, another_syntax, another_extension])
def test_an_environment_that_was_changed_is_obeyed(
    change: Callable[[Environment], None], theme: Theme
) -> None:
    plain = theme.get_env()
    before = plain.get_template("main.html").render(name="Ann")
    changed = theme.get_env()
    change(changed)
    wanted = changed.get_template("main.html").render(name="Ann")
    assert wanted != before
    env = served(theme)
    change(env)
    assert env.get_template("main.html").render(name="Ann") == wanted


def test_a_mistake_is_told_where_it_is_met(theme: Theme) -> None:
    env = served(theme)
    with pytest.raises(TemplateSyntaxError, match="endif"):
        env.get_template("broken.html")


def test_a_template_that_was_edited_is_read_anew(theme: Theme, tmp_path: Path) -> None:
    env = served(theme)
    before = env.get_template("main.html").render(name="Ann")
    (tmp_path / "partials/hello.html").write_text("Goodbye", "utf-8")
    after = theme.get_env().get_template("main.html").render(name="Ann")
    assert "Goodbye" in after
    assert "Goodbye" not in before


def test_what_is_hidden_is_found_and_not_listed(theme: Theme) -> None:
    everything = theme.get_env().list_templates()
    env = served(theme)
    assert env.list_templates() == [name for name in everything if "/." not in f"/{name}"]
    assert ".icons/star.svg" in everything
    assert env.get_template(".icons/star.svg").render() == "<svg/>"
