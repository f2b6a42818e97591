"""The list of what a site must have: written by every build, and never trusted when it is read."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from izeja.site.completeness import LIST, missing
from izeja.site.crawler import crawl
from izeja.site.manifest import SITE_MANIFEST, SiteManifest

GUIDE = (
    '<guided-help data-tree="a" lang="en"><section id="one" data-kind="resolution"></section></guided-help>'
)
SOUND = {
    "version": 1,
    "pages": {"en": "*/index.html"},
    "elsewhere": {},
    "guides": {"a": ["one"]},
    "moved": {},
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def found(text: str | bytes, page: str = "") -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / LIST).write_bytes(text if isinstance(text, bytes) else text.encode())
        (site / "a").mkdir()
        (site / "a" / "index.html").write_text(page or GUIDE, "utf-8")
        return [str(finding) for finding in missing(site, crawl(site).pages)]


@given(st.dictionaries(st.sampled_from(sorted(SOUND)), JSON))
@example({"pages": {"en": "*" * 1001}})
@example({"pages": {"\x1b[31m": "*"}})
@example({"guides": {"\u202e": []}})
@example({"elsewhere": {"en": {"a": "../../../etc/passwd"}}})
@example({"elsewhere": {"lv": {"a": "a"}}})
@example({"moved": {"b": "nothing"}})
@example({"version": True})
@example({"version": "1"})
@example({"version": 10**400})
def test_whatever_it_says_no_fault_is_worse_than_one(change: dict[str, Any]) -> None:
    said = found(json.dumps({**SOUND, **change}))
    assert all(line.isprintable() for line in said)
    assert len(said) <= 20


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{}", b"null", b"\xff\xfe", b"[" * 100_000, b'{"version":1}', b"1" * 10_000, b"NaN"],
    ids=lambda text: text[:12].decode("latin-1"),
)
def test_what_is_no_list_is_said(text: bytes) -> None:
    (said,) = found(text)
    assert "build the site again" in said


def test_a_list_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    several = {**SOUND, "pages": {f"l{number}": "*" for number in range(3)}, "guides": {"a": [], "b": []}}
    monkeypatch.setattr("izeja.site.completeness._MOST_PAGES", 6)
    assert not any("build the site again" in said for said in found(json.dumps(several)))
    monkeypatch.setattr("izeja.site.completeness._MOST_PAGES", 5)
    assert "build the site again" in found(json.dumps(several))[0]
    monkeypatch.setattr("izeja.site.completeness._MOST_BYTES", 10)
    assert "build the site again" in found(json.dumps(SOUND))[0]


def test_what_is_listed_is_there() -> None:
    assert found(json.dumps(SOUND)) == []
    (said,) = found(json.dumps(SOUND), "<p>")
    assert said == "a/index.html: this is another page, and not that of the guide 'a'"


NAMES = st.from_regex(r"[a-z]{1,3}(/[a-z]{1,3})?", fullmatch=True)


@given(
    st.dictionaries(NAMES, st.lists(NAMES, max_size=3, unique=True), max_size=5),
    st.sampled_from(["{}/index.html", "en/{}/index.html", "{}.html", "lv/{}.html"]),
    st.sets(NAMES, max_size=2),
)
def test_it_can_be_read_as_it_was_written(guides: dict[str, list[str]], form: str, odd: set[str]) -> None:
    files = {name: f"odd/{name}" if name in odd else form.format(name) for name in guides}
    data = json.loads(SiteManifest(guides, {}, {"en": files}, {}).as_json())
    pattern, elsewhere = data["pages"]["en"], data["elsewhere"].get("en", {})
    assert {name: elsewhere.get(name) or pattern.replace("*", name) for name in guides} == files
    assert data["guides"] == guides


def test_most_guides_decide_on_the_pattern() -> None:
    files = {"a": "a.html", "ā": "ā.html", "c": "odd/c"}
    text = SiteManifest({}, {}, {"en": files}, {}).as_json()
    assert json.loads(text)["pages"] == {"en": "*.html"}
    assert json.loads(text)["elsewhere"] == {"en": {"c": "odd/c"}}
    text = SiteManifest({"ā": []}, {}, {}, {}).as_json()
    assert '"ā"' in text


def test_a_list_of_a_thousand_guides_is_small() -> None:
    guides = {
        f"product/guide-{number:04}": [f"step-{step:02}" for step in range(12)] for number in range(1000)
    }
    pages = {
        language: {guide: f"{language}/{guide}/index.html" for guide in guides}
        for language in ("en", "lv", "de", "fr")
    }
    size = len(SiteManifest(guides, {}, pages, {}).as_json())
    assert size < 200_000
    assert LIST == SITE_MANIFEST
