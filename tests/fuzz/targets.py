"""What is fuzzed: for each kind of input, everything that Izeja does with a file of this kind.

A target gets the bytes of a file, puts them into a small library or site, and runs the commands' own functions
on it. It raises nothing, whatever the bytes are, except what a command turns into a message.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.library.reader import read_library
from izeja.page.addresses import BareAddresses
from izeja.page.render import guide_head, render_guide
from izeja.page.search import also_called, guide_as_published
from izeja.problems.formats import as_json
from izeja.reading.media.captions import CaptionsError, transcript
from izeja.reading.media.file import prepare
from izeja.reading.media.formats import UnusableError
from izeja.running.memo import Memory
from izeja.site.crawler import crawl
from izeja.site.loaded_files import missing_files
from izeja.site.merge import merge
from izeja.site.shard import MANIFEST, MergeError
from izeja.translation.status import UnreadableCatalogsError, status_of
from izeja.translation.update import draft_catalogs
from izeja.translation.xliff import as_xliff, read_xliff
from izeja.translation.xliff_units import XliffError, apply

LIBRARY = """\
source_language: en
languages: {en: required, lv: fallback}
unsolved: t.yml
pages: pages
"""
TREE = """\
title: The {plug} modem
summary: What to do about it
kind: diagnosis
aliases: [router]
reviewed: 2026-01-31
review_every: 180 days
start: light
nodes:
  light:
    question: Is the {plug} light on?
    hint: Look at the front
    body: |
      See *the* [page](https://example.org/):

      1. One
      2. Two
    answers:
      - text: "Yes"
        to: bought
      - text: "No"
        to: off
  bought:
    question: When?
    dates: {since: Bought, until: Broken}
    answers:
      - {text: Now, days: "<= 2", to: much}
      - {text: Later, days: "> 2", to: light, retry: true}
  much:
    question: How much?
    number: {label: Use, unit: GB, least: -1, most: 9.5, decimals: 1}
    answers:
      - {text: Little, range: "<= 2", to: seen}
      - {text: Much, range: "> 2", to: done}
  seen:
    question: What do you see?
    several: true
    answers:
      - {text: Red, to: off}
      - {text: None, none: true, to: done}
  off:
    step: Turn it off
    next: us
  done:
    resolution: It works
  us:
    support: us
"""
PART = """\
title: A part
kind: part
start: look
nodes:
  look:
    step: Look
    next: return
"""
TERMS = "plug:\n  text: Plug\n  url: {en: https://example.org/en, lv: https://example.org/lv}\n"
CONTACTS = "us:\n  text: Call us\n  url: https://example.org/\n"
CATALOG = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"

#. What it is called
#, fuzzy
#| msgid "The old modem"
msgctxt "t title"
msgid "The {plug} modem"
msgstr "Modems {plug}"

# A note
msgctxt "t#light body"
msgid ""
"See *the* [page](https://example.org/):\\n"
"\\n"
"1. One\\n"
"2. Two"
msgstr ""
"Skatiet *to* [lapu](https://example.org/):\\n"
"\\n"
"1. Viens\\n"
"2. Divi"

#~ msgctxt "t#light question"
#~ msgid "Is it on?"
#~ msgstr "Vai deg?"
"""
PAGE_WORDS = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"

msgid "Start over"
msgstr "No sākuma"

msgid "%(count)s question left"
msgid_plural "%(count)s questions left"
msgstr[0] "%(count)s jautājums"
msgstr[1] "%(count)s jautājumi"
msgstr[2] "%(count)s jautājumu"
"""
PAGE = """\
<!doctype html><guided-help data-tree="t"><section id="a" data-kind="question"><h2>Is it on?</h2>
<a data-answer href="#b">Yes</a><a data-answer href="../b/">No</a></section>
<section id="b" data-kind="support"><a data-contact href="https://example.org/">Us</a>
<a data-unsolved href="#a">Start over</a></section></guided-help>
"""
OTHER_PAGE = PAGE.replace('"#b"', '"../a/#a"')
SHARD = """\
{"version": 1, "pages": {"en": {"": "index.html", "t/": "t/index.html"}},
"search": {"en": "search/search_index.json"}}
"""
INDEX = """\
{"config": {"lang": ["en"]}, "docs": [{"location": "", "title": "Home", "text": ""},
{"location": "t/#a", "title": "A", "text": "<p>Is it on?</p>"}]}
"""
DOCUMENT = """\
<?xml version='1.0' encoding='utf-8'?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="lv">
<file id="f1" original="t"><unit id="u1" name="t title"><notes><note category="translator">Hi</note></notes>
<segment state="translated"><source xml:space="preserve">The {plug} modem</source><target>Modems</target></segment></unit>
<group id="u2" name="t summary"><unit id="u2.1" name="t summary"><segment state="initial" subState="izeja:fuzzy">
<source>What to do about it</source><target>Ko</target></segment><ignorable><source> </source></ignorable></unit></group>
</file></xliff>
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">
<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><style>.a { fill: url(#g) }</style>
<g id="a" class="a"><path d="M9 9h9"/></g><use xlink:href="#a"/><metadata>Jane</metadata></svg>
"""
CAPTIONS = """\
WEBVTT - Title

NOTE A remark

1
00:01.000 --> 00:04.000 line:0
<v Ann>Press &amp; hold

01:00:05.000 --> 01:00:06.000
<b>Wait</b>
"""
BASE: Mapping[str, str] = {
    "library.yml": LIBRARY,
    "terms.yml": TERMS,
    "contacts.yml": CONTACTS,
    "t.yml": TREE,
    "other.yml": TREE.replace("start: light", "start: part").replace("aliases: [router]", "aliases: []")
    + "  part:\n    include: parts/part.yml\n    next: light\n",
    "parts/part.yml": PART,
    "translations/lv/t.po": CATALOG,
}
"""The library that an input becomes a file of."""

SEEDS: Mapping[str, tuple[bytes, ...]] = {
    name: tuple(text.encode() for text in texts)
    for name, texts in {
        "tree": (TREE, BASE["other.yml"]),
        "part": (PART, TREE.replace("diagnosis", "part")),
        "library": (LIBRARY, LIBRARY + "order: [t.yml, other]\nlimits: {nodes: 5}\nallow: [long-text]\n"),
        "terms": (TERMS,),
        "contacts": (CONTACTS,),
        "catalog": (CATALOG,),
        "page-words": (PAGE_WORDS,),
        "xliff": (DOCUMENT,),
        "page": (PAGE, OTHER_PAGE),
        "picture": (DRAWING,),
        "captions": (CAPTIONS,),
        "shard": (f"{SHARD}\n{INDEX}",),
    }.items()
}
"""Sound files of each kind, which a fuzzer begins with."""

_memory = Path("/dev/shm")  # noqa: S108 - `mkdtemp` makes a folder of its own there
_home = Path(tempfile.mkdtemp(prefix="izeja-fuzz-", dir=_memory if _memory.is_dir() else None))
atexit.register(shutil.rmtree, _home, ignore_errors=True)


_memories: dict[Path, Memory] = {}
"""What is remembered of each library, all files of which but one are always the same."""


def _library_with(name: str, content: bytes) -> Path:
    root = _home / name.replace("/", "-")
    if not root.exists():
        for path, text in BASE.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
    (root / name).write_bytes(content)
    return root


def _compiled(root: Path) -> Compiled:
    compiled = compile_library(root, memory=_memories.setdefault(root, Memory()))
    compiled.report(colour=True)
    as_json(compiled.problems, compiled.size)
    for library in () if compiled.failed else compiled.languages.values():
        for tree_id in library.guides:
            fragment = render_guide(library, compiled.graph, tree_id, BareAddresses())
            guide_as_published(guide_head(library, tree_id), fragment, tree_id, also_called(library, tree_id))
    return compiled


def _translated(root: Path) -> None:
    library, _, problems = read_library(root)
    if library is not None and not problems:
        with suppress(UnreadableCatalogsError):
            status_of(library)
        drafts = [draft for draft in draft_catalogs(library) if not draft.problems]
        for draft in drafts:
            assert draft.catalog.text
        as_xliff({draft.file_id: draft.catalog for draft in drafts if draft.language == "lv"}, "en", "lv")


def _of_library(name: str) -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        root = _library_with(name, content)
        _compiled(root)
        if name.endswith(".po"):
            _translated(root)

    return run


def _picture(content: bytes) -> None:
    for suffix in (".avif", ".jpg", ".mp4", ".png", ".svg", ".webm", ".webp"):
        with suppress(UnusableError):
            assert len(prepare(content, suffix).content) <= 2 * len(content) + 1000


def _captions(content: bytes) -> None:
    with suppress(CaptionsError):
        assert transcript(content.decode("utf-8", "replace"))


def _xliff(content: bytes) -> None:
    with suppress(XliffError):
        document = read_xliff(content)
        library, _, _ = read_library(_library_with("t.yml", TREE.encode()))
        assert library is not None
        drafts = {draft.file_id: draft.catalog for draft in draft_catalogs(library) if draft.language == "lv"}
        apply(document, drafts)
        for catalog in drafts.values():
            assert catalog.text


def _page(content: bytes) -> None:
    site = _home / "site"
    for path, html in (("a/index.html", content), ("b/index.html", OTHER_PAGE.encode())):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(html)
    found = crawl(site)
    for finding in (*found.findings, *missing_files(site, found.pages)):
        assert str(finding)


def _shard(content: bytes) -> None:
    manifest, _, index = content.partition(b"\n\n")
    shards = _home / "shards"
    shutil.rmtree(shards, ignore_errors=True)
    for shard in ("one", "two"):
        for path, text in {
            MANIFEST: manifest if shard == "one" else SHARD.encode(),
            "index.html": PAGE.encode(),
            "t/index.html": PAGE.encode(),
            "search/search_index.json": index or INDEX.encode(),
        }.items():
            (shards / shard / path).parent.mkdir(parents=True, exist_ok=True)
            (shards / shard / path).write_bytes(text)
    with suppress(MergeError):
        merge([shards / "one"], shards / "alone")
    with suppress(MergeError):
        merge([shards / "one", shards / "two"], shards / "site")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "tree": _of_library("t.yml"),
    "part": _of_library("parts/part.yml"),
    "library": _of_library("library.yml"),
    "terms": _of_library("terms.yml"),
    "contacts": _of_library("contacts.yml"),
    "catalog": _of_library("translations/lv/t.po"),
    "page-words": _of_library("translations/lv/page.po"),
    "xliff": _xliff,
    "page": _page,
    "picture": _picture,
    "captions": _captions,
    "shard": _shard,
}
"""What to call with the bytes of each kind of file."""
