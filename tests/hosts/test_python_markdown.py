"""The Markdown extension: guides in pages of any program that uses Python-Markdown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from markdown import Markdown

import txtar
from conftest import build
from golden import read_case
from izeja.hosts.python_markdown.errors import GuideError

CASE = Path(__file__).parent / "python_markdown.txtar"
GUIDE = re.compile(r"(<guided-help [^>]*>).*?(</guided-help>)", re.DOTALL)
LINK = re.compile(r'(?:href|src)="[^"#]*"')
MKDOCS = """
-- mkdocs.yml --
site_name: Help
theme: mkdocs
markdown_extensions:
  - izeja: {library: trees, base: /help/}
"""


def shortened(html: str) -> str:
    """Return HTML in which a guide is only its addresses."""
    return GUIDE.sub(lambda found: "\n".join([found[1], *LINK.findall(found[0]), found[2]]), html)


def converted(page: str, options: dict[str, str]) -> str:
    try:
        markdown = Markdown(extensions=["izeja"], extension_configs={"izeja": options})
        return f"{shortened(markdown.convert(Path(page).read_text('utf-8')))}\n"
    except GuideError as error:
        return f"GuideError: {error}\n".replace(str(Path.cwd()), "PROJECT")


def test_puts_guides_into_pages(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    read = read_case(CASE, "call ")
    txtar.unpack(read.given, tmp_path)
    monkeypatch.chdir(tmp_path)
    found = {}
    for number, call in enumerate(read.given["calls"].splitlines(), 1):
        page, _, options = call.partition(" ")
        found[f"call {number}: {call}"] = converted(page, json.loads(options))
    read.compare(found, update=update_goldens)


def test_an_edit_of_the_library_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    txtar.unpack(read_case(CASE, "call ").given, tmp_path)
    monkeypatch.chdir(tmp_path)
    markdown = Markdown(extensions=["izeja"], extension_configs={"izeja": {"library": "trees"}})
    Path("trees/.#modem.yml").symlink_to("anna@office.1234:1700000000")  # Emacs has it open
    assert ">Modem<" in markdown.convert("<!-- izeja:guide modem -->")
    tree = Path("trees/modem.yml")
    tree.write_text(tree.read_text("utf-8").replace("title: Modem", "title: The router"), "utf-8")
    assert ">The router<" in markdown.convert("<!-- izeja:guide modem -->")


@pytest.mark.parametrize("page", ["guide", "unknown"])
def test_mkdocs_without_our_plugin(page: str, tmp_path: Path) -> None:
    given = read_case(CASE, "call ").given
    txtar.unpack(given | txtar.split(MKDOCS) | {"docs/index.md": given[f"{page}.md"]}, tmp_path)
    built = build(tmp_path, "--strict")
    if page == "unknown":
        assert built.returncode
        assert "names the guide 'moden', which is not in the library: did you mean 'modem'?" in built.stderr
        assert not (tmp_path / "site" / "index.html").exists()
        return
    assert built.returncode == 0, built.stderr
    html = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert html.count("</guided-help>") == 2
    assert 'src="/help/assets/izeja/guided-help.js"' in html
