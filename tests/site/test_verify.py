"""The output of `izeja verify` for built sites with faults: a case is a file in tests/site/faults."""

from __future__ import annotations

import gc
import itertools
import os
import tracemalloc
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

import txtar
from golden import read_case
from izeja.cli.main import main
from izeja.site.crawler import Finding, crawl
from izeja.site.html_page import Section, Shared, Spot, follow, is_hand_over, read_html

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
        ("a/index.html", "#%C4%AB", Spot("a/index.html", "ī")),
        ("a/index.html", " #x\n", Spot("a/index.html", "x")),
        ("a/index.html", "#x\n", Spot("a/index.html", "x")),
        # A page has the name of its file, in which these are ordinary characters.
        ("a?b#c;d%41.html", "#x", Spot("a?b#c;d%41.html", "x")),
        ("a?b#c;d%41.html", "", Spot("a?b#c;d%41.html", "")),
        ("a?b#c;d%41/index.html", "../e/", Spot("e/index.html", "")),
        ("a?b#c;d%41/index.html", "e.html#x", Spot("a?b#c;d%41/e.html", "x")),
        ("index.html", "https://example.org/", None),
        ("index.html", "//example.org/", None),
        ("index.html", "tel:+371", None),
        ("index.html", "//[", None),
    ],
)
def test_a_link_is_followed_as_browsers_do(page: str, href: str, target: Spot | None) -> None:
    assert follow(Spot(page, "here"), href) == target


@given(
    st.sampled_from(("index.html", "a/b c.html", "a?b#c;d%41\n/index.html")),
    st.text(st.sampled_from("a/?#%4;.:[]@ \t\n\x00\x7f\u2028āē\ud800") | st.characters()),
)
@example("a.html", "a ")
def test_a_link_within_a_page_leads_to_that_page(page: str, fragment: str) -> None:
    """Quick for most links: it leads where the same link leads that names the page as well."""
    name = quote(page.rpartition("/")[2], errors="surrogatepass")
    assert follow(Spot(page, ""), f"#{fragment}") == follow(Spot(page, ""), f"{name}#{fragment}")


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
    assert page.guides == ("t",)
    assert list(page.sections) == ["s", ""]
    node = page.sections["s"]
    assert node == Section("support", ways=("#a",), contacts=("https://b",), ways_out=("#c",))


def test_a_finding_shows_a_way_only_if_it_is_one() -> None:
    spot = Spot("a.html", "x")
    assert str(Finding(spot, "no")) == "a.html#x: no"
    assert str(Finding(spot, "no", ("x",))) == "a.html#x: no"
    assert str(Finding(spot, "no", ("s", "x"))) == "a.html#x: no\n     the way: s -> x"
    assert str(Finding(Spot("a.html", ""), "no")) == "a.html: no"


_Ways = dict[tuple[str, str], list[tuple[str, str]]]
"""The nodes of a site, each with the nodes that its answers lead to; an ending has none."""
_PAGES, _NODES = ("a.html", "b.html", "c.html"), ("start", "x", "y")
_nodes = st.tuples(st.sampled_from(_PAGES), st.sampled_from(_NODES))


@given(st.lists(st.lists(_nodes, max_size=2), min_size=9, max_size=9))
def test_a_node_is_stuck_if_none_of_its_ways_ends(
    tmp_path_factory: pytest.TempPathFactory, targets: list[list[tuple[str, str]]]
) -> None:
    ways = dict(zip(itertools.product(_PAGES, _NODES), targets, strict=True))
    site = tmp_path_factory.mktemp("site")
    for page in _PAGES:
        (site / page).write_text(_page(page, ways), "utf-8")
    ending = {place for place, targets in ways.items() if not targets}
    while more := {place for place in ways if place not in ending and not ending.isdisjoint(ways[place])}:
        ending |= more
    assert [finding.spot for finding in crawl(site).findings] == [one for one in ways if one not in ending]


def _page(name: str, ways: _Ways) -> str:
    sections = "".join(_section(name, node, ways) for node in _NODES)
    return f'<guided-help data-tree="{name}">{sections}</guided-help>'


def _section(page: str, node: str, ways: _Ways) -> str:
    links = "".join(f'<a data-answer href="{to}#{at}"></a>' for to, at in ways[page, node])
    kind = "question" if links else "resolution"
    return f'<section id="{node}" data-kind="{kind}">{links}</section>'


def test_what_pages_have_alike_is_kept_once() -> None:
    shared = Shared()
    guide = (
        '<link rel="stylesheet" href="../a.css"><guided-help data-tree="t" lang="{}">'
        '<section id="{}" data-kind="step"><a data-answer href="#e">{}</a></section>'
        '<section id="e" data-kind="resolution"></section></guided-help>'
    )
    lv = read_html(guide.format("lv", "s", "Tālāk"), shared)
    en = read_html(guide.format("en", "s", "Continue"), shared)
    other = read_html(guide.format("en", "q", "Continue"), shared)
    assert (lv.languages, en.languages) == (("lv",), ("en",))
    assert lv.sections is en.sections
    assert (lv.ids, lv.loads, lv.guides) == (en.ids, en.loads, en.guides)
    assert lv.ids is en.ids
    assert lv.loads is other.loads
    assert lv.sections["e"] is other.sections["e"]
    assert lv.sections != other.sections


def test_what_is_shared_is_read_to_the_same() -> None:
    first, second = (f'<section id="{node}" data-kind="step"></section>' for node in "ab")
    # The same nodes in another order, the first of which begins the guide, and the same values elsewhere.
    pages = (
        "",
        first + second,
        second + first,
        '<p data-topic="a" lang="b"></p>',
        '<link rel="icon" href="a"><link rel="icon" href="b">',
        '<guided-help data-tree="a" lang="b"></guided-help>',
    )
    shared = Shared()
    for page in pages + pages:
        read, alone = read_html(page, shared), read_html(page)
        assert read == alone
        assert list(read.sections) == list(alone.sections)


def test_a_crawl_keeps_little_of_a_page_in_another_language(tmp_path: Path) -> None:
    """It may keep 4 KB of a page; with each of its 40 nodes it would be 16 KB."""
    nodes = [f"node-{one}" for one in range(40)]
    ways: _Ways = {("", node): [("", to)] for node, to in itertools.pairwise(nodes)} | {("", nodes[-1]): []}
    sections = "".join(_section("", node, ways) for node in nodes)

    def kept(languages: int) -> int:
        for one in range(languages):
            page = f'<guided-help data-tree="t" lang="l{one}">{sections}</guided-help>'
            (tmp_path / str(languages) / f"l{one}").mkdir(parents=True)
            (tmp_path / str(languages) / f"l{one}" / "index.html").write_text(page, "utf-8")
        gc.collect()
        tracemalloc.start()
        try:
            crawled = crawl(tmp_path / str(languages))
            assert crawled.nodes == 40 * languages
            gc.collect()
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    few, many = kept(20), kept(120)
    assert (many - few) / 100 < 4000
