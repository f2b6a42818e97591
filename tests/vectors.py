"""Texts that must do nothing (`vectors.txt`), in every field of a library, and pages with its guides."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from click.testing import CliRunner
from lxml import etree
from markupsafe import Markup
from pydantic_core import PydanticCustomError

from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.hosts.mkdocs.panel import panel_of, put_in
from izeja.language.fields import is_blank
from izeja.language.html import prose_html
from izeja.language.links import ContactLink, Link, RefusedLink, is_https
from izeja.language.mails import checked_mail
from izeja.language.term_html import TermName
from izeja.library.pictures import content_of
from izeja.page.addresses import MEDIA, BareAddresses
from izeja.page.assets import ANALYTICS, PARTS, SCRIPT, STYLE, asset
from izeja.page.render import guide_head, render_cards, render_guide, render_moved, render_topic
from izeja.problems.problem import Position, Problem, Related
from izeja.translation.page_words import words
from izeja.translation.xliff_2 import NAMESPACE

if TYPE_CHECKING:
    from izeja.hosts.mkdocs.build import Build

_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt\\]))")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
_ON_A_PAGE = 32
PAGES = 14
"""How many pages all guides of a library take."""
IN_MENU = range(103, 140, 3)
"""Some of those that break out of an attribute, to be in the menu of a site."""
END = "title: The end\nkind: causes\nstart: e\nnodes:\n  e:\n    resolution: Done\n"

SHAPE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"/>'
VIDEO = b"\x1aE\xdf\xa3\x87B\x82\x84webm\x18S\x80g\x80"
"""The shortest WebM."""


def _read() -> list[str]:
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").split("\n")
    return [_ESCAPE.sub(_char, line) for line in lines if line and not line.startswith("# ") and line != "#"]


def _char(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    return chr(int(code, 16)) if code else _LETTERS[found[4]]


VECTORS = _read()
PANELS = -(-len(VECTORS) // _ON_A_PAGE)
"""How many pages all panels take."""


def name_of(number: int) -> str:
    return f"v{number:03}"


Texts = tuple[str, str]
"""What a tree has in its lines, and in its prose."""


def vector(number: int) -> Texts:
    return VECTORS[number], VECTORS[number]


def harmless(number: int) -> Texts:  # noqa: ARG001 - as above
    return "Words", "Words"


def _line(text: str) -> str:
    line = text.replace("\n", " ").strip()
    return "Words" if is_blank(line) else line


def _prose(text: str) -> str:
    """Return a text that can be rendered: the renderer takes no link that a check refuses."""

    def address(link: Link) -> str:
        if isinstance(link, RefusedLink | ContactLink):
            raise TypeError
        return "/"

    try:
        prose_html(text, defaultdict(lambda: TermName("Term")), address)
    except TypeError:
        return "Words"
    return "Words" if is_blank(text) else text


def _in_blocks(text: str) -> str:
    """Return prose with a text in code, in a heading, in a note and in a table."""
    line = text.replace("\n", " ").strip()
    note = text.replace("\n", "\n> ")
    return _prose(
        f"`{line}`\n\n```{line}\n{text}\n```\n\n## {line}\n\n> [!NOTE]\n> {note}\n\n"
        f"| {line} | b |\n| --- | --- |\n| a | {line} |\n\n> [!{line}]\n> a"
    )


def _urls(text: str) -> list[str]:
    """Return the addresses with a text that the language takes for an address."""
    urls = (text, f"https://example.org/{text}", f"https://example.org/?q={text}#x")
    return [url for url in urls if is_https(url)] or ["https://example.org/"]


def _mail(text: str) -> str:
    """Return the text as the name of a mailbox, if the language takes it for one."""
    mail = f"{text}@example.org"
    try:
        return checked_mail(mail)
    except PydanticCustomError:
        return "a@example.org"


def _next(number: int) -> str:
    """Return a guide that a tree leads to; every second one leads to the end, so no way is long."""
    return name_of(number - 1) if number % 2 else "end"


def tree(number: int, texts: Texts, *, blocks: bool = False) -> dict[str, Any]:
    """Return a tree with a text in every field that can have it, and if wanted in each kind of block."""
    line, prose = _line(texts[0]), _prose(texts[1])
    shown = f"{prose} {{{name_of(number)}}}\n\n{_pictures(name_of(number))}"
    return {
        "title": line,
        "kind": "diagnosis",
        "summary": line,
        "applies_to": [line],
        "also_called": [line],
        "sources": _urls(texts[0]),
        "aliases": [f"old/{name_of(number)}"],
        "start": "q",
        "nodes": {
            "q": {
                "question": line,
                "hint": line,
                "body": prose,
                "dates": {"since": line, "until": line},
                "answers": [
                    {"text": line, "note": line, "group": line, "days": "<= 2", "to": "n"},
                    {"text": f"{line} 2", "days": "3 to 9", "to": "c"},
                    {"text": f"{line} 3", "days": "> 9", "to": f"{_next(number)}.yml"},
                ],
            },
            "n": {
                "question": line,
                "number": {"label": line, "unit": line, "most": "9"},
                "answers": [
                    {"text": line, "range": "<= 2", "to": "t"},
                    {"text": f"{line} 2", "range": "> 2", "to": "c"},
                ],
            },
            "t": {
                "question": line,
                "several": "true",
                "answers": [
                    {"text": line, "to": "f"},
                    {"text": f"{line} 2", "none": "true", "to": "c"},
                ],
            },
            "f": {
                "question": line,
                "asks": name_of(number),
                "answers": [
                    {"text": line, "is": "a", "to": "s"},
                    {"text": f"{line} 2", "to": "s"},
                ],
            },
            "s": {
                "step": line,
                "hint": {"by": name_of(number), "a": line, "otherwise": line},
                "body": {"by": name_of(number), "a": shown, "otherwise": prose},
                "next": "r",
            },
            "r": {
                "resolution": line,
                "body": f"{prose}\n\n{_in_blocks(texts[1])}" if blocks else prose,
                "sources": _urls(texts[0]),
                "actions": [
                    {"text": line, "to": "c"},
                    {"text": f"{line} 2", "url": _urls(texts[0])[-1]},
                    {"text": f"{line} 3", "contact": name_of(number)},
                ],
            },
            "c": {"support": name_of(number), "body": prose, "prepare": [line]},
        },
    }


def _pictures(name: str) -> str:
    """Return a picture and a video, which show a term in words."""
    return f"![{{{name}}}](shape.svg)\n\n![{{{name}}}]({name}.webm)"


def _write_video(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.webm").write_bytes(VIDEO)
    # In captions, an arrow means a time, and Unicode's line breaks end lines.
    said = " ".join(f"Says {text}".replace("-->", "->").split())
    _write(folder / f"{name}.en.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{said}\n")


def write_library(
    folder: Path, texts_of: Callable[[int], Texts], languages: str = "en", *, blocks: bool = False
) -> None:
    """Write a library with a tree, a topic, a term and a contact for each vector."""
    entries: dict[str, Any] = {}
    contacts: dict[str, Any] = {}
    topics: dict[str, Any] = {}
    for number in range(len(VECTORS)):
        texts, name = texts_of(number), name_of(number)
        line = _line(texts[0])
        entries[name] = {"text": line, "url": _urls(texts[0])[-1]}
        contacts[name] = entries[name] | {"note": line, "email": _mail(texts[0])}
        topics[name] = {"title": line, "summary": line, "guides": [f"{name}.yml"]}
        _write(folder / f"{name}.yml", _yaml(tree(number, texts, blocks=blocks)))
        _write_video(folder, name, texts[0])
    # Texts that look like a term are one.
    terms = {name: {"text": "Term"} for name in ("guide", "config", "term")}
    terms |= {name: {**entry, "meaning": entry["text"]} for name, entry in entries.items()}
    facts = {name: {"text": one["text"], "values": {"a": one["text"]}} for name, one in entries.items()}
    _write(folder / "contacts.yml", _yaml(contacts))
    _write(folder / "facts.yml", _yaml(facts))
    _write(folder / "terms.yml", _yaml(terms))
    _write(folder / "end.yml", END)
    _write(folder / "shape.svg", SHAPE)
    config = {"source_language": "en", "languages": languages.split(", "), "untranslated": "fallback"}
    _write(folder / "library.yml", _yaml(config | {"topics": topics}))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _yaml(value: object) -> str:
    """Write a value as JSON, which is YAML, with escapes for characters that a file of YAML cannot have."""
    pair = r"\\u(d[89ab]..)\\u(d[c-f]..)"
    return re.sub(pair, _wide, json.dumps(value, indent=1))


def _wide(found: re.Match[str]) -> str:
    # JSON writes a letter beyond U+FFFF as two halves, which YAML does not put together.
    return f"\\U{ord(json.loads(chr(34) + found[0] + chr(34))):08x}"


def acceptable(folder: Path) -> Callable[[int], Texts]:
    """Return the vectors that a check lets pass, in lines and in prose; harmless words for the others."""

    def passing(name: str, texts_of: Callable[[int], Texts]) -> set[int]:
        write_library(folder / name, texts_of)
        errors = [one.position for one in compile_library(folder / name).problems if one.severity == "error"]
        return {*range(len(VECTORS))} - {_number_at(folder / name, place) for place in errors}

    lines = passing("lines", lambda number: (VECTORS[number], "Words"))
    prose = passing("prose", lambda number: ("Words", VECTORS[number]))
    return lambda number: (
        VECTORS[number] if number in lines else "Words",
        VECTORS[number] if number in prose else "Words",
    )


def _number_at(folder: Path, place: Position) -> int:
    """Return the vector that a place is about: the file, or the entry of a file, has its number."""
    file = Path(place.path).name
    above = (folder / file).read_text("utf-8").split("\n")[: place.line]
    named = r'v(\d{3})(?=\.yml$|\.[\w.]*vtt$|": \{$)'
    return int(re.findall(named, "\n".join([*above, file]), re.MULTILINE)[-1])


def page_words(first: int) -> str:
    """Return a catalog of the words of the page, each of which is a vector."""
    lines = ['msgid ""', r'msgstr "Plural-Forms: nplurals=2; plural=n != 1;\n"', ""]
    for number, word in enumerate(words().values(), first):
        text = json.dumps(VECTORS[number % len(VECTORS)].replace("%", ""), ensure_ascii=False)
        text = re.sub(r"\\u....|\\[bf]", "?", text)
        lines += [f"msgid {json.dumps(word.text, ensure_ascii=False)}"]
        if word.plural is None:
            lines += [f"msgstr {text}", ""]
        else:
            lines += [f"msgid_plural {json.dumps(word.plural)}", f"msgstr[0] {text}", f"msgstr[1] {text}", ""]
    return "\n".join(lines)


def write_pages(folder: Path) -> list[str]:
    """Write pages with all vectors, whatever a check says about them, and the scripts; return their names.

    `written-*` have them from trees, `translated-*` from an XLIFF document, and `moved.json` has the pages at
    old addresses. `panel-*` have them in all that the panel of a preview shows.
    """
    write_library(folder / "written", vector, blocks=True)
    compiled = compile_library(folder / "written")
    pages = {f"written-{number:02}": page for number, page in enumerate(_pages(compiled, "en"))}
    moved = [
        render_moved(compiled.source, guide_head(compiled.source, one).title, "/new/", "/moved.js")
        for one in compiled.graph.guides
    ]
    (folder / "moved.json").write_text(json.dumps(moved), "utf-8")
    write_library(folder / "other", harmless, "en, lv")
    _import(folder / "other", folder / "lv.xlf")
    compiled = compile_library(folder / "other")
    pages |= {f"translated-{number:02}": page for number, page in enumerate(_pages(compiled, "lv"))}
    pages |= {f"panel-{number:02}": page for number, page in enumerate(_panels(compiled))}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, "utf-8", "xmlcharrefreplace")
    for name in (SCRIPT, ANALYTICS, STYLE, *PARTS):
        _write(folder / name, asset(name))
    for file in compiled.source.pictures.published(["en"]):
        target = folder / MEDIA / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content_of(folder / "other", file))
    (folder / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    return [*pages]


def _pages(compiled: Compiled, language: str) -> Iterator[str]:
    library, graph, addresses = compiled.languages[language], compiled.graph, BareAddresses()
    every, cards = [*graph.guides], render_cards(library, addresses)
    for first in range(0, len(every), _ON_A_PAGE):
        spoken = replace(library, page_words=page_words(first + 7))
        ids = every[first : first + _ON_A_PAGE]
        guides = [render_guide(spoken, graph, one, addresses, embedded=True).html for one in ids]
        topics = [render_topic(spoken, one, addresses) for one in ids if one in library.topics]
        yield _as_page("".join((*guides, *topics)) + cards)


def _import(library: Path, document: Path) -> None:
    """Bring all vectors into the catalogs of a library, as the translations of a tool."""
    _translate("export", "lv", str(document), str(library))
    document.write_bytes(_translated(document.read_bytes()))
    _translate("import", str(document), str(library))


def _translate(*arguments: str) -> None:
    ran = CliRunner().invoke(main, ["translate", *arguments], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output


def _translated(document: bytes) -> bytes:
    """Return a document of XLIFF with a vector as the translation of each text."""
    root = etree.fromstring(document)
    for file in root.iter(f"{{{NAMESPACE}}}file"):
        for unit in file.iter(f"{{{NAMESPACE}}}unit"):
            name = unit.get("name", "")
            if not (found := re.search(r"v(\d{3})", f"{file.get('original')} {name}")):
                continue
            text = VECTORS[int(found[1])]
            for segment in unit.iter(f"{{{NAMESPACE}}}segment"):
                segment.set("state", "translated")
                target = etree.SubElement(segment, f"{{{NAMESPACE}}}target")
                _put(target, _prose(text) if name.endswith(" body") else text)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _put(target: etree._Element, text: str) -> None:
    """Write a text, with `<cp>` for what XML cannot have."""
    first, *more = re.split("([\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])", text)
    target.text = first
    for char, piece in zip(more[::2], more[1::2], strict=True):
        etree.SubElement(target, f"{{{NAMESPACE}}}cp", hex=f"{ord(char):04X}").tail = piece


def _panels(compiled: Compiled) -> Iterator[str]:
    """Yield pages with the panel of a preview for each vector, put in as into a page of MkDocs."""
    for first in range(0, len(VECTORS), _ON_A_PAGE):
        page = b"<!doctype html><html lang=en><meta charset=utf-8><link rel=icon href=/icon.svg><main>"
        for text in VECTORS[first : first + _ON_A_PAGE]:
            page = put_in(page, _panel(compiled, text))
        yield page.decode("utf-8", "surrogatepass")


def _panel(compiled: Compiled, text: str) -> Markup:
    place = Position(f"trees/{text}.yml", 1, 1, 1, 2)
    problem = Problem(text, text, place, f"{text}\n{text}", (Related(text, place),), "warning", language=text)
    shown = replace(compiled, problems=(problem, problem), texts={place.path: text})
    # Only a part of a build is looked at: one without languages shows all problems.
    build = SimpleNamespace(library=SimpleNamespace(compiled=shown), remarks=[text], languages={})
    return panel_of(cast("Build", build), text, text)


def _as_page(content: str) -> str:
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Vectors</title>"
        "<link rel=icon href=/icon.svg><link rel=stylesheet href=/guided-help.css>"
        "<script type=module src=/analytics.js></script>"
        f"<script type=module src=/guided-help.js></script><main>{content}</main></html>"
    )
