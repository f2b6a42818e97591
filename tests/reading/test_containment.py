"""A library, a shard and a built site come from others: nothing is written or published outside of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from izeja.cli.main import main
from izeja.reading.containment import stays_inside

LIBRARY = {
    "trees/library.yml": "source_language: en\nlanguages: [en, lv]\npages: ../docs/{language}\n",
    "trees/a.yml": "title: A\nkind: causes\naliases: [b]\nstart: e\nnodes:\n  e:\n    resolution: Done\n",
    "docs/en/index.md": "# Home\n",
}
CATALOG = 'msgctxt "a title"\nmsgid "A"\nmsgstr "Kept"\n'


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        *(
            (name, True)
            for name in ("a", "a/b", "a/../b", "..a", "a\\b", "link-inside/x", "ā/b c.po", "a//b")
        ),
        *((name, False) for name in ("", ".", "..", "../a", "a/../../b", "/etc/passwd", "//a", "a\0b")),
        *((name, False) for name in ("link", "link/passwd", "link/../a", "dangling", "circle", "circle/x")),
    ],
)
def test_stays_inside(name: str, tmp_path: Path, *, inside: bool) -> None:
    folder = tmp_path / "folder"
    (folder / "a").mkdir(parents=True)
    targets = {"link-inside": "a", "link": "/etc", "dangling": "../nowhere", "circle": "circle"}
    for link, target in targets.items():
        (folder / link).symlink_to(target)
    (tmp_path / "linked").symlink_to(folder)
    assert stays_inside(folder, folder / name) == inside
    assert stays_inside(tmp_path / "linked", tmp_path / "linked" / name) == inside


def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: dict[str, str]) -> Path:
    """Write the library with links into a folder beside the project, which is returned with a file in it."""
    elsewhere = tmp_path / "elsewhere"
    txtar.unpack(LIBRARY, tmp_path / "project")
    txtar.unpack({"a.po": CATALOG, "b.po": CATALOG, "library.yml": LIBRARY["trees/library.yml"]}, elsewhere)
    for link, target in links.items():
        file = tmp_path / "project" / link
        file.unlink(missing_ok=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(elsewhere / target)
    monkeypatch.chdir(tmp_path / "project")
    return elsewhere


@pytest.mark.parametrize(
    "links",
    [
        {"trees/translations": ""},
        {"trees/translations/lv": ""},
        {"trees/translations/lv/a.po": "a.po"},
        {"trees/translations/lv/a.po": "new.po"},
        {"trees/translations/lv/b.po": "b.po"},
        {"trees/translations/lv/page.po": "new.po"},
        {"trees/library.yml": "library.yml", "trees/translations/de": ""},
        {"docs/de/index.md": "new.md"},
        {"trees/translations/de/a.po": "new.po", "trees/translations/lv/a.po": "a.po"},
        {".izeja_cache": ""},
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "command", ["check", "translate update", "translate add de", "translate export lv x.xlf"]
)
def test_no_command_writes_through_a_link(
    links: dict[str, str], command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = unpacked(tmp_path, monkeypatch, links)
    before = {file: file.read_bytes() for file in elsewhere.rglob("*")}
    ran = CliRunner().invoke(main, [*command.split(), "trees"])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.output
    assert {file: file.read_bytes() for file in elsewhere.rglob("*")} == before


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("trees/a.yml", "a.yml"),
        ("trees/shop/b.yml", "a.yml"),
        ("trees/library.yml", "library.yml"),
        ("trees/terms.yml", "a.yml"),
        ("trees/contacts.yml", "a.yml"),
        ("trees/translations/lv/a.po", "a.po"),
        ("trees/translations/lv/page.po", "a.po"),
        ("trees/translations/lv", "."),
        ("trees/translations", "."),
    ],
)
@pytest.mark.parametrize("tree", ["", "/a.yml"])
def test_no_message_quotes_a_file_that_a_link_leads_to(
    link: str, target: str, tree: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = unpacked(tmp_path, monkeypatch, {link: target})
    txtar.unpack(dict.fromkeys(("a.yml", "a.po", "lv/a.po", "library.yml"), "secret: *s3cret\n"), elsewhere)
    ran = CliRunner().invoke(main, ["check", f"trees{tree}"])
    assert ran.exit_code in (0, 1), ran.output
    assert "s3cret" not in ran.output
    # A check of one tree shows no problems of another.
    assert tree or "is outside of the library: it, or a folder above it, is a link" in ran.output


@pytest.mark.parametrize("folder", ["trees", "linked"])
def test_a_link_within_a_library_is_read(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked(tmp_path, monkeypatch, {})
    Path("linked").symlink_to("trees")
    Path("trees/lib").mkdir()
    Path("trees/a.yml").rename("trees/lib/a.txt")
    Path("trees/a.yml").symlink_to("lib/a.txt")
    ran = CliRunner().invoke(main, ["check", "--writer", folder])
    assert (ran.exit_code, ran.output) == (0, "No problems found: 1 tree, 1 node, 1 branch, 1 language.\n")
