"""Exactly the languages that lack a file of a picture or video are reported: by a second, simple opinion."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Set as AbstractSet
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

import txtar
from izeja.compiler.compile import compile_library
from izeja.page.addresses import BareAddresses
from izeja.page.render import render_guide

LIBRARY = txtar.split("""
-- library.yml --
source_language: en
languages: {en: required, lv: fallback, de: required}
-- a.yml --
title: A
kind: causes
start: a
nodes:
  a:
    resolution: A
    body: |
      ![Plug](plug.svg)

      ![Clip](clip.webm)
""")
LANGUAGES = ("en", "lv", "de")
CONTENT = {
    ".svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"/>',
    ".webm": b"\x1aE\xdf\xa3\x87B\x82\x84webm\x18S\x80g\x80",
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nWait.\n",
}
NAMES = [
    f"{stem}{language}{suffix}"
    for stem, suffix in (("plug", ".svg"), ("clip", ".webm"), ("clip", ".vtt"), ("clip", ".svg"))
    for language in ("", ".en", ".lv", ".de")
]
CODES = ("unknown-picture", "untranslated", "no-captions", "unread-file")


def expected(there: AbstractSet[str]) -> Counter[tuple[str, str, str]]:
    """Return the code, language and severity of each problem."""
    found: Counter[tuple[str, str, str]] = Counter()
    for file in ("plug.svg", "clip.webm"):
        stem, suffix = file.split(".")
        if not there & {f"{stem}{one}.{suffix}" for one in ("", ".en", ".lv", ".de")}:
            found["unknown-picture", "", "error"] += 1
            continue
        for language in LANGUAGES:
            about = "" if language == "en" else language
            severity = "warning" if language == "lv" else "error"
            if not there & {file, f"{stem}.{language}.{suffix}"}:
                found["untranslated", about, severity] += 1
            own = {f"clip.{language}.vtt"} | ({"clip.vtt"} if language == "en" else set())
            if suffix == "webm" and not there & own:
                found["no-captions", about, severity] += 1
    return found


@given(st.frozensets(st.sampled_from(NAMES)))
@example(frozenset())
@example(frozenset(NAMES))
@example(frozenset({"plug.svg", "clip.webm", "clip.vtt", "clip.lv.vtt", "clip.de.vtt"}))
@example(frozenset({"plug.en.svg", "clip.lv.webm"}))
def test_each_language_that_lacks_a_file_is_reported(there: frozenset[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        txtar.unpack(LIBRARY, root)
        for name in there:
            (root / name).write_bytes(CONTENT[Path(name).suffix])
        compiled = compile_library(root)
        about_pictures = [one for one in compiled.problems if one.code in CODES and one.position.line]
        found = Counter((one.code, one.language, one.severity) for one in about_pictures)
        # What is said of the tree's texts, which have no translations, has no line of a picture.
        assert found == expected(there)
        for language, library in compiled.languages.items():
            html = render_guide(library, compiled.graph, "a", BareAddresses()).html
            _check_page(html, there, language)


def _check_page(html: str, there: frozenset[str], language: str) -> None:
    """Check that a page shows a picture if there is one for its language, or in the source language."""
    for file, element in (("plug.svg", '<img src="'), ("clip.webm", "<video ")):
        stem, suffix = file.split(".")
        names = {file, f"{stem}.{language}.{suffix}", f"{stem}.en.{suffix}"}
        assert (element in html) == bool(there & names) or (element == '<img src="' and "<video" in html)
