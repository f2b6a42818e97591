"""The output of `izeja verify` for built sites with faults: a case is a file in tests/site/faults."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from golden import read_case
from izeja.cli.main import main
from izeja.site.crawler import Finding, crawl
from izeja.site.html_page import Spot, follow, is_hand_over, read_html

FOLDER = Path(__file__).parent / "faults"
CASES = sorted(FOLDER.glob("*.txtar"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_verify(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(case, "expected")
    txtar.unpack(read.given, tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["verify"])
    said = f"{result.output}exit {result.exit_code}\n"
    read.compare({"expected": said}, update=update_goldens)


def test_a_site_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["verify"])
    assert result.exit_code == 2
    assert "Directory 'site' does not exist" in result.output


def test_a_crawl_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="nothing"):
        crawl(tmp_path / "nothing")


def test_a_page_that_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    assert crawl(tmp_path).findings == (Finding(Spot("a.html", ""), "this page is not a file"),)


def test_a_crawl_counts_what_it_looked_at(tmp_path: Path) -> None:
    guide = '<guided-help data-tree="{0}"><section id="{0}" data-kind="resolution"></section></guided-help>'
    for name in ("b", "a"):
        (tmp_path / f"{name}.html").write_text(guide.format(name) + guide.format("c"), "utf-8")
    found = crawl(tmp_path)
    assert (found.findings, found.guides, found.nodes) == ((), 4, 4)


@pytest.mark.parametrize(
    ("page", "href", "target"),
    [
        ("index.html", "", Spot("index.html", "")),
        ("index.html", "#x", Spot("index.html", "x")),
        ("a/index.html", "", Spot("a/index.html", "")),
        ("a/index.html", "./", Spot("a/index.html", "")),
        ("a/index.html", "../", Spot("index.html", "")),
        ("a/b.html", "c.html?q=1#y", Spot("a/c.html", "y")),
        ("a/index.html", "/c/", Spot("c/index.html", "")),
        ("a/index.html", "../r%C4%93.html#%C4%AB", Spot("rē.html", "ī")),
        ("index.html", "https://example.org/", None),
        ("index.html", "//example.org/", None),
        ("index.html", "tel:+371", None),
        ("index.html", "//[", None),
    ],
)
def test_a_link_is_followed_as_browsers_do(page: str, href: str, target: Spot | None) -> None:
    assert follow(Spot(page, "here"), href) == target


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org", True),
        ("http://example.org", False),
        ("https:///path", False),
        ("//example.org", False),
        ("https:example.org", False),
        ("https://[", False),
        ("tel:+37167000000", True),
        ("tel:112", True),
        ("tel:+37167000000;ext=12", True),
        ("tel:", False),
        ("tel:us", False),
        ("mailto:help@example.org", True),
        ("mailto:help@example.org?subject=A%20b&body=c", True),
        ("mailto:", False),
        ("mailto:?subject=A", False),
        ("mailto:help", False),
        ("", False),
    ],
)
def test_a_contact_is_a_page_or_a_phone_or_a_mail(href: str, expected: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert is_hand_over(href) == expected


def test_a_page_is_read() -> None:
    page = read_html(
        '<p id="top"></p><guided-help data-tree="t"><section id="s" data-kind="support">'
        '<a data-answer href="#a">A</a><a data-contact href="https://b">B</a><a data-unsolved href="#c">C</a>'
        '</section><section data-kind="step"></section></guided-help><section id="plain"></section>'
    )
    assert page.ids == {"top", "s", "plain"}
    assert read_html('<meta name="generator">').generator == ""
    assert page.guides == ["t"]
    assert list(page.sections) == ["s", ""]
    node = page.sections["s"]
    assert (node.kind, node.ways, node.contacts, node.ways_out) == ("support", ["#a"], ["https://b"], ["#c"])


def test_a_finding_shows_a_way_only_if_it_is_one() -> None:
    spot = Spot("a.html", "x")
    assert str(Finding(spot, "no")) == "a.html#x: no"
    assert str(Finding(spot, "no", ("x",))) == "a.html#x: no"
    assert str(Finding(spot, "no", ("s", "x"))) == "a.html#x: no\n     the way: s -> x"
    assert str(Finding(Spot("a.html", ""), "no")) == "a.html: no"
