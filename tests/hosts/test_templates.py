"""A theme's templates render the same whether they are kept compiled or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, TemplateSyntaxError
from jinja2.ext import Extension
from mkdocs.theme import Theme

import txtar
from conftest import ROOT
from izeja.hosts.mkdocs.templates import CompiledTemplates, _dialect
from izeja.hosts.mkdocs.theme import keep_escaped, speak_varieties

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

THEME = txtar.split((ROOT / "tests" / "hosts" / "templates" / "theme.txtar").read_text("utf-8"))


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    txtar.unpack(THEME, tmp_path)
    return Theme(name=None, custom_dir=str(tmp_path))


def served(theme: Theme) -> Environment:
    CompiledTemplates().serve(theme)
    return theme.get_env()


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("a template is compiled here")


def test_a_template_is_compiled_once_for_all_languages(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = served(theme).get_template("main.html").render(name="Ann")
    # A theme is served once, however often MkDocs says that a build begins.
    CompiledTemplates().serve(theme)
    env = theme.get_env()
    monkeypatch.setattr(env, "compile", refuse)
    assert env.get_template("main.html").render(name="Ann") == wanted
    with pytest.raises(AssertionError, match="compiled here"):
        env.get_template("alone.html")


@pytest.mark.parametrize("titles", [set(), {"Wi-Fi &amp; phone"}])
def test_languages_share_templates_when_the_theme_is_prepared(
    titles: set[str], theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = served(theme)
    second = theme.get_env()
    for env in (first, second):
        speak_varieties(env)
        keep_escaped(env, set(titles))
    wanted = first.get_template("main.html").render(name="Ann")
    monkeypatch.setattr(second, "compile", refuse)
    assert second.get_template("main.html").render(name="Ann") == wanted


def test_templates_that_were_compiled_ahead_are_used_with_ordinary_titles(theme: Theme) -> None:
    env = theme.get_env()
    before = _dialect(env)
    keep_escaped(env, ())
    assert _dialect(env) == before


def test_a_theme_keeps_its_own_cache_of_templates(theme: Theme) -> None:
    own, plain = CompiledTemplates(), theme.get_env
    env = plain()
    env.bytecode_cache = own
    theme.get_env = lambda: env  # type: ignore[method-assign]  # as a theme of a site may
    assert served(theme).bytecode_cache is own


def test_a_loader_of_another_kind_is_kept(theme: Theme) -> None:
    env, loader = theme.get_env(), DictLoader({"main.html": "plain"})
    env.loader = loader
    theme.get_env = lambda: env  # type: ignore[method-assign]  # as above
    assert served(theme).loader is loader


def another_filter(env: Environment) -> None:
    env.filters["upper"] = str.lower


def another_syntax(env: Environment) -> None:
    env.trim_blocks = True


class Loud(Extension):
    """Changes the source of templates."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Return the source with a louder greeting."""
        return source.replace("Hello", "HELLO")


def another_extension(env: Environment) -> None:
    env.add_extension(Loud)


@pytest.mark.parametrize("change", [another_filter, another_syntax, another_extension])
def test_an_environment_that_was_changed_gets_templates_of_its_own(
    change: Callable[[Environment], None], theme: Theme
) -> None:
    plain = theme.get_env()
    before = plain.get_template("main.html").render(name="Ann")
    changed = theme.get_env()
    change(changed)
    wanted = changed.get_template("main.html").render(name="Ann")
    assert wanted != before
    # One that was not changed is compiled first, and again afterwards.
    assert served(theme).get_template("main.html").render(name="Ann") == before
    env = theme.get_env()
    change(env)
    assert env.get_template("main.html").render(name="Ann") == wanted
    assert theme.get_env().get_template("main.html").render(name="Ann") == before


def test_a_mistake_is_raised_where_it_is_met(theme: Theme) -> None:
    env = served(theme)
    with pytest.raises(TemplateSyntaxError, match="endif"):
        env.get_template("broken.html")


def test_a_template_that_was_edited_is_compiled_again(theme: Theme, tmp_path: Path) -> None:
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
