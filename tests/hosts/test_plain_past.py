"""A build that remembers those before it makes the same site as one that does not, with less work."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import txtar
from conftest import times
from izeja.hosts.plain.build import build_site
from izeja.hosts.plain.last_site import Past
from izeja.hosts.plain.settings import Settings, read_settings
from izeja.hosts.plain.stopped import StoppedError

PROJECT = txtar.split((Path(__file__).parent / "past.txtar").read_text("utf-8"))
TREES = "decision_trees"
EDITS = [
    (f"{TREES}/leads.yml", "Done", "Done!"),
    (f"{TREES}/leads.yml", "Where to?", "Which way?"),
    (f"{TREES}/leads.yml", "It leads to", "It goes to"),
    (f"{TREES}/leads.yml", "a way out", "another way out"),
    (f"{TREES}/leads.yml", "2026-11-01", "2026-11-02"),
    (f"{TREES}/leads.yml", "was/here", "was/there"),
    (f"{TREES}/leads.yml", "led.yml#there", "led.yml#go"),
    (f"{TREES}/leads.yml", "to: done", "to: nowhere"),
    (f"{TREES}/leads.yml", "kind: causes", "kind: procedure"),
    (f"{TREES}/led.yml", "Be there", "Stay there"),
    (f"{TREES}/led.yml", "kind: causes", "kind: causes\nsummary: What it is"),
    (f"{TREES}/part.yml", "Look at", "Look again at"),
    (f"{TREES}/part.yml", "kind: part", "kin: part"),
    (f"{TREES}/alone.yml", "The end", "An end"),
    (f"{TREES}/alone.yml", "kind: causes", "kind: causes\ndraft: true"),
    (f"{TREES}/alone.yml", "kind: causes", "kind: causes\nalso_called: [The other]"),
    (f"{TREES}/terms.yml", "Save", "Keep"),
    (f"{TREES}/contacts.yml", "example.org", "example.com"),
    (f"{TREES}/library.yml", "title: Outer", "title: Outermost"),
    (f"{TREES}/library.yml", "[leads.yml, alone.yml]", "[alone.yml, leads.yml]"),
    (f"{TREES}/library.yml", "lv: fallback", "lv: preparing"),
    (f"{TREES}/deep/pictures/line.svg", "40 10", "80 10"),
    (f"{TREES}/translations/lv/leads.po", "Kurp?", "Uz kurieni?"),
    (f"{TREES}/translations/lv/leads.po", "Tas ved", "Tas aizved"),
    (f"{TREES}/translations/lv/library.po", "Iekšējā", "Dziļā"),
    (f"{TREES}/added.yml", None, "title: Added\nkind: causes\nstart: it\nnodes: {it: {resolution: Done}}\n"),
    (f"{TREES}/deep/shows.yml", None, PROJECT[f"{TREES}/deep/shows.yml"]),
    ("docs/en/index.md", "# Help", "# Welcome"),
    ("docs/en/about.md", "# About", "---\ndescription: Who we are\n---\n# About us"),
    ("docs/en/about.md", "<!-- izeja:guide alone -->", "<!-- izeja:guide none -->"),
    ("docs/en/added.md", None, "# An added page\n"),
    # A page that a guide links to is not in the site beside this one.
    ("docs/en/help/index.md", None, "# Help\n"),
    ("docs/en/notes.txt", "Notes", "More notes"),
    ("docs/lv/index.md", "<!-- izeja:search -->", "<!-- izeja:guides -->"),
    ("mkdocs.yml", "site_name: Help", "site_name: Support"),
    ("mkdocs.yml", "led.md]", "leads.md]"),
    ("mkdocs.yml", "https://help.example.com/", "https://help.example.com/a/"),
    ("mkdocs.yml", "theme:", "use_directory_urls: false\ntheme:"),
    ("site/led/index.html", "led to", "changed by somebody"),
    ("site/lv/leads/index.html", None, "Changed"),
    ("site/izeja-site.json", "version", "versions"),
    ("site", None, ""),
]
"""Files of a project, and two contents of each that take turns; None is that there is no such file."""


def toggle(project: Path, name: str, one: str | None, other: str) -> None:
    file = project / name
    if file.is_dir():
        shutil.rmtree(file)
    elif one is None:
        file.unlink() if file.exists() else file.write_text(other, "utf-8")
    elif file.exists():
        text = file.read_text("utf-8")
        # Edits of the same words come on top of each other.
        old, new = (other, one) if other in text else (one, other)
        file.write_text(text.replace(old, new), "utf-8")


@contextmanager
def project() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        txtar.unpack(PROJECT, Path(folder))
        yield Path(folder)


def files(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def outcome(settings: Settings, past: Past | None = None) -> str:
    """Build a site, and return what is said, with the number of pages."""
    try:
        built = build_site(settings, past=past)
    except StoppedError as error:
        return str(error)
    return f"{built.pages} {built.remarks} {[one.message for one in built.compiled.problems]}"


def check(folder: Path, past: Past) -> None:
    """Build the site with what is remembered, and compare it with one that is built without that."""
    settings = read_settings(folder)
    before = files(settings.site)
    said = outcome(settings, past)
    with tempfile.TemporaryDirectory() as other:
        clean = Path(other, "site")
        assert said == outcome(replace(settings, site=clean))
        expected = files(clean) if clean.exists() else before
    assert files(settings.site) == expected


@pytest.mark.slow
@times(0.05)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=6))
@example([edit for edit in EDITS for _ in ("there", "back")])
def test_it_is_the_same_site(edits: Sequence[tuple[str, str | None, str]]) -> None:
    with project() as folder:
        past = Past()
        check(folder, past)
        assert past.site is not None
        for edit in edits:
            toggle(folder, *edit)
            check(folder, past)


def test_a_guide_that_an_edit_does_not_change_is_not_written_again() -> None:
    with project() as folder:
        past, site = Past(), folder / "site"
        pages = [site / uri for uri in ("leads/index.html", "lv/leads/index.html", "alone/index.html")]
        check(folder, past)
        before = [page.stat().st_ino for page in pages]
        toggle(folder, f"{TREES}/alone.yml", "The end", "An end")
        check(folder, past)
        assert [page.stat().st_ino for page in pages][:2] == before[:2]
        assert "An end" in pages[2].read_text("utf-8")
        # With another menu, each page is another one.
        toggle(folder, "mkdocs.yml", "[index.md, about.md", "[about.md, index.md")
        check(folder, past)
        assert not {page.stat().st_ino for page in pages} & set(before)


@pytest.mark.parametrize(
    ("edit", "uris"),
    [
        ((f"{TREES}/leads.yml", "Done", "Done!"), {"leads/index.html", "lv/leads/index.html"}),
        ((f"{TREES}/leads.yml", "led.yml#there", "led.yml#go"), {"leads/index.html", "lv/leads/index.html"}),
        ((f"{TREES}/translations/lv/leads.po", "Kurp?", "Uz kurieni?"), {"lv/leads/index.html"}),
        ((f"{TREES}/led.yml", "Be there", "Stay there"), {"led/index.html", "lv/led/index.html"}),
        ((f"{TREES}/part.yml", "Look at", "Look again at"), {"led/index.html", "lv/led/index.html"}),
        ((f"{TREES}/terms.yml", "Save", "Keep"), {"led/index.html", "lv/led/index.html"}),
        (
            ("docs/en/about.md", "guide alone -->", "guide alone -->\n\nWe help."),
            {"about/index.html", "lv/about/index.html"},
        ),
        # With a mistake, a page stays what it was.
        ((f"{TREES}/leads.yml", "to: done", "to: nowhere"), set()),
        ((f"{TREES}/leads.yml", "kind: causes", "kind: part"), set()),
        ((f"{TREES}/leads.yml", "kind: causes", "kind: causes\ndraft: true"), set()),
        (("docs/en/about.md", "guide alone", "guide none"), set()),
        (("mkdocs.yml", "site_name: Help", "site_name: Support"), set()),
    ],
)
def test_an_open_page_is_ahead_of_the_site(edit: tuple[str, str, str], uris: set[str]) -> None:
    with project() as folder:
        past, site = Past(), folder / "site"
        build_site(read_settings(folder), past=past)
        toggle(folder, *edit)
        assert past.site is not None
        ahead = {uri: past.site.page_now(uri, past.memory) for uri in files(site)}
        assert uris == {uri for uri, page in ahead.items() if page not in (None, (site / uri).read_bytes())}
        if uris:
            build_site(read_settings(folder), past=past)
            assert {uri: ahead[uri] for uri in uris} == {uri: (site / uri).read_bytes() for uri in uris}
