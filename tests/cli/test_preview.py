"""`izeja preview`: what it begins with, and what it refuses; `tests/browser/test_live_preview.py` uses it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from izeja.authoring.preview.server import PreviewServer
from izeja.cli import preview as command
from izeja.cli.main import main

LIBRARY = {
    "library.yml": "source_language: en\nlanguages: [en, lv]\nuntranslated: fallback\n",
    "modem.yml": "title: Modem\nkind: diagnosis\nstart: a\nnodes: {a: {include: parts/used.yml, next: b}, "
    "b: {resolution: B}}\n",
    "parts/used.yml": "title: Used\nkind: part\nstart: a\nnodes: {a: {step: A, next: return}}\n",
    "parts/unused.yml": "title: Unused\nkind: part\nstart: a\nnodes: {a: {step: A, next: return}}\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    txtar.unpack(LIBRARY, tmp_path / "decision_trees")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser was sent to, by a preview that ends at once."""

    def interrupted(_: PreviewServer) -> None:
        raise KeyboardInterrupt

    found: list[str] = []
    monkeypatch.setattr(PreviewServer, "serve_forever", interrupted)
    monkeypatch.setattr("webbrowser.open", found.append)
    return found


@pytest.mark.parametrize(
    ("arguments", "page"),
    [
        ((), "/en/"),
        (("--languages", "lv"), "/lv/"),
        (("decision_trees/modem.yml",), "/en/modem/"),
        (("decision_trees/modem.yml", "--languages", "lv, en,lv"), "/lv,en/modem/"),
        # A part has no page, so the first guide that includes it is shown.
        (("decision_trees/parts/used.yml",), "/en/modem/"),
    ],
)
def test_the_browser_opens_the_page(opened: list[str], arguments: tuple[str, ...], page: str) -> None:
    result = CliRunner().invoke(main, ["preview", *arguments, "--port", "0"])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "The preview has ended.")
    (address,) = opened
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith(page)
    assert result.stdout.splitlines()[0] == address


def test_the_browser_stays_closed(opened: list[str]) -> None:
    assert CliRunner().invoke(main, ["preview", "--no-open", "--port", "0"]).exit_code == 0
    assert not opened


def test_a_library_with_mistakes_is_shown(opened: list[str], folder: Path) -> None:
    (folder / "decision_trees" / "library.yml").write_text("languages: [", "utf-8")
    assert CliRunner().invoke(main, ["preview", "--port", "0"]).exit_code == 0
    assert opened[0].endswith("/en/")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--languages", "de"), "library.yml does not list the language 'de'; use en, lv"),
        (("--editor", "nano"), "'nano' is not a known editor"),
        (("decision_trees/parts/unused.yml",), "'parts/unused' is a part, and no guide includes it"),
        (("decision_trees/library.yml",), "is not a tree of the library"),
    ],
)
def test_what_is_refused(opened: list[str], arguments: tuple[str, ...], message: str) -> None:
    result = CliRunner().invoke(main, ["preview", *arguments, "--port", "0"])
    assert (result.exit_code, opened) == (2, [])
    assert message in " ".join(result.stderr.split())


def test_a_port_in_use_is_named(opened: list[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["preview", "--port", str(port)])
    assert (result.exit_code, opened) == (2, [])
    assert f"port {port} is in use by another program; --port 0 takes a free one" in result.stderr


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    result = CliRunner().invoke(main, ["preview"])
    assert result.exit_code == 2
    assert "pip install 'izeja[preview]'" in result.stderr
