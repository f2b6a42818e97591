"""Catalogs survive an export to XLIFF, of any version, and its import without loss."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

import txtar
from conftest import ROOT
from izeja.cli.main import main
from izeja.language.fields import is_blank
from izeja.translation import xliff_1, xliff_2
from izeja.translation.page_words import FOLDER
from izeja.translation.po_entries import Entry, PoFile, new_entry
from izeja.translation.po_parser import parse
from izeja.translation.protected import protected_in
from izeja.translation.xliff import VERSIONS, as_xliff, read_xliff
from izeja.translation.xliff_units import Applied, XliffError, apply

LETTERS = st.characters(codec="utf-8")
PIECES = st.sampled_from(
    ["[a](b.yml)", "![", "](", "`", "```", "\n", "{plug}", "> [!TIP]", "https://a.org", "a@b.org"]
)
TEXTS = st.text(LETTERS, min_size=1) | st.lists(PIECES | st.text(LETTERS, max_size=3), min_size=1).map(
    "".join
).filter(bool)
# A catalog's comments are lines, and XML cannot hold control characters in a note.
REMARKS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]) | st.just("\n"), min_size=1
)
Messages = dict[tuple[str, str], tuple[str, bool, list[str]]]
MESSAGES = st.dictionaries(
    st.tuples(st.sampled_from(["a title", "a#b body", "terms#c text"]), TEXTS),
    # White space alone is no translation.
    st.tuples(
        st.one_of(st.just(""), TEXTS.filter(lambda text: not is_blank(text))),
        st.booleans(),
        st.lists(REMARKS, max_size=2),
    ),
    max_size=8,
)


def catalog_of(messages: Messages, *, empty: bool = False) -> PoFile:
    catalog = PoFile([])
    for key, (translation, fuzzy, comments) in messages.items():
        entry = new_entry(key)
        if not empty:
            entry.forms = [translation]
            entry.fuzzy = fuzzy and bool(translation)
            entry.add_notes(line for comment in comments for line in comment.split("\n"))
        catalog.entries.append(entry)
    return catalog


def told(catalog: PoFile) -> dict[tuple[str, str], tuple[list[str], bool]]:
    return {key: (one.forms, one.fuzzy) for key, one in catalog.current.items()}


@given(MESSAGES, st.sampled_from(sorted(VERSIONS)))
@example({("a title", "a\x07b"): ("\x1b\r\ufffe", False, [])}, "1.2")
@example({("a title", "a\x07b"): ("\x1b\r\ufffe", False, [])}, "2.0")
@example({("a title", "[a {b} `c`](d.yml)"): ("![[a `\x07`]](b) [](c)", False, [])}, "1.2")
@example({("a title", "[a {b} `c`](d.yml)"): ("![[a `\x07`]](b) [](c)", False, [])}, "2.0")
def test_nothing_is_lost_on_the_way(messages: Messages, version: str) -> None:
    before, after = catalog_of(messages), catalog_of(messages, empty=True)
    document = read_xliff(as_xliff({"a": before}, "en", "lv", version))
    applied = apply(document, {"a": after})
    assert (document.source_language, document.language) == ("en", "lv")
    assert not applied.unknown
    assert told(after) == told(before)
    assert apply(document, {"a": after}).changed == 0


CODE_ELEMENTS = {"1.2": ("ph", "bpt", "ept", "x"), "2.0": ("ph", "pc", "cp")}
PARTS = (
    "text",
    "id",
    "dataRef",
    "disp",
    "dataRefStart",
    "dispStart",
    "dataRefEnd",
    "dispEnd",
    "hex",
    "equiv-text",
)


@given(MESSAGES, st.sampled_from(sorted(VERSIONS)), st.sets(st.sampled_from(PARTS), min_size=1), st.data())
@example({("a title", "A {plug}"): ("{plug} B", False, [])}, "2.0", {"dataRef", "disp", "id"}, None)
@example({("a title", "A {plug}"): ("{plug} B", False, [])}, "1.2", {"text", "id"}, None)
def test_no_text_comes_back_without_what_its_codes_stood_for(
    messages: Messages, version: str, parts: set[str], data: st.DataObject | None
) -> None:
    """A tool takes something from codes of translations: each comes back whole, or is named and left out."""
    before, after = catalog_of(messages), catalog_of(messages, empty=True)
    root = etree.fromstring(as_xliff({"a": before}, "en", "lv", version))
    for code in [
        one for name in CODE_ELEMENTS[version] for one in root.iterfind(f".//{{*}}target//{{*}}{name}")
    ]:
        if data is None or data.draw(st.booleans()):
            code.text = None if "text" in parts and version == "1.2" else code.text
            for part in parts & set(code.attrib):
                del code.attrib[part]
    applied = apply(read_xliff(etree.tostring(root)), {"a": after})
    left_out = {(one.context, one.source) for one in applied.incomplete}
    for key, (forms, fuzzy) in told(before).items():
        assert told(after)[key] == (([""], False) if key in left_out else (forms, fuzzy))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_of_the_shipped_library_changes_nothing(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "decision_trees", tmp_path / "decision_trees")
    monkeypatch.chdir(tmp_path)
    files = {file: file.read_bytes() for file in tmp_path.rglob("*.po")}
    for command in (f"export lv lv.xlf --xliff {version}", "import lv.xlf"):
        result = CliRunner().invoke(main, ["translate", *command.split()])
        assert result.exit_code == 0, result.output
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.po")} == files


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("language", sorted(file.stem for file in FOLDER.glob("*.po")))
def test_plural_forms_go_and_come(language: str, version: str) -> None:
    text = (FOLDER / f"{language}.po").read_text("utf-8")
    (before, _), (after, _) = parse(text), parse(text)
    for message in after.current.values():
        message.forms = [""] * len(message.forms)
    apply(read_xliff(as_xliff({"page": before}, "en", language, version)), {"page": after})
    assert told(after) == told(before)


DOCUMENT = """<?xml version="1.0"?>{}
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="lv">
<file id="f1" original="a"><unit id="u1" name="a title"><segment><source>One</source>
<target>{}</target></segment></unit></file></xliff>"""


def translation_in(declared: str, target: str) -> str:
    (unit,) = read_xliff(DOCUMENT.format(declared, target).encode()).units
    return unit.translation


@pytest.mark.parametrize(
    ("declared", "target"),
    [
        ('<!DOCTYPE xliff [<!ENTITY a "ha">]>', "&a;"),
        ('<!DOCTYPE xliff [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>', '<mrk id="&b;">x</mrk>'),
        ('<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
        ('<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/evil.dtd">', "x"),
        ('<!DOCTYPE xliff PUBLIC "-//evil//" "file:///dev/zero">', "x"),
        ('<!DOCTYPE xliff [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>', "x"),
        ("<!DOCTYPE xliff>", "x"),
    ],
)
def test_a_document_that_declares_entities_is_refused(declared: str, target: str) -> None:
    with pytest.raises(XliffError, match="DOCTYPE"):
        translation_in(declared, target)


def test_a_billion_laughs_end_early() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(XliffError):
        translation_in(f'<!DOCTYPE xliff [<!ENTITY a0 "ha">{laughs}]>', '<mrk id="&a11;">&a11;</mrk>')


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ('a<cp hex="0007"/>b', "a\x07b"),
        ('<mrk id="m1">a<cp hex="1B"/></mrk>b', "a\x1bb"),
        ('a<cp hex="zz"/><cp hex="110000"/><cp hex="41"/><cp/>b', "ab"),
        ("a<?php evil?><!-- b -->c", "ac"),
    ],
)
def test_marks_and_characters_of_a_tool_are_read(target: str, read: str) -> None:
    assert translation_in("", target) == read


NAMESPACES = {
    "1.2": xliff_1.NAMESPACE,
    "2.0": xliff_2.NAMESPACE,
    "2.1": xliff_2.NAMESPACE,
    "2.2": xliff_2.NAMESPACE_OF_2_2,
}
# The code of the source text, and around it a document whose target a tool has written.
WITH_CODE = {
    "1": """<xliff xmlns="{namespace}" version="{version}">
<file original="a" source-language="en" target-language="lv"><body><trans-unit id="u1" resname="a title">
<source>Press <ph id="c1">{{plug}}</ph></source>
<target>Spiediet {target}</target></trans-unit></body></file></xliff>""",
    "2": """<xliff xmlns="{namespace}" version="{version}" srcLang="en" trgLang="lv">
<file id="f1" original="a"><unit id="u1" name="a title">
<originalData><data id="d1">{{plug}}</data></originalData>
<segment><source>Press <ph id="c1" dataRef="d1" disp="{{plug}}"/></source>
<target>Spiediet {target}</target></segment></unit></file></xliff>""",
}
WHOLE = {
    "1": (
        '<ph id="c1">{plug}</ph>',
        '<ph id="c1"/>',
        '<x id="c1"/>',
        '<x id="c9" equiv-text="{plug}"/>',
        "<ph>{plug}</ph>",
        '<mrk mtype="seg"><x id="c1"/></mrk>',
        '<mrk mtype="protected"/><x id="c1"/>',
    ),
    "2": (
        '<ph id="c1" dataRef="d1" disp="{plug}"/>',
        '<ph id="c1"/>',
        '<ph id="c9" disp="{plug}"/>',
        '<ph id="c9" dataRef="d9" disp="{plug}"/>',
        '<mrk id="m1"><ph id="c1"/></mrk>',
        '<sm id="m1"/><ph id="c1"/><em startRef="m1"/>',
    ),
}
LOST = {
    "1": (
        *(
            "<ph/>",
            '<ph id="c9"/>',
            "<x/>",
            '<x id="c9"/>',
            '<bx id="c1"/>',
            '<ex id="c1"/>',
            '<bpt id="c1"/>',
        ),
        *('<it id="c1" pos="open"/>', '<g id="c1">x</g>', "<g/>", '<mrk mtype="seg"><x id="c9"/></mrk>'),
        *('<x id="c1" ctype="x-character"/>', '<x ctype="x-character" equiv-text="U+0041"/>', "<unknown/>"),
    ),
    "2": (
        *(
            "<ph/>",
            '<ph id="c9"/>',
            '<ph id="c9" dataRef="d9"/>',
            '<ph id="c9" equiv=""/>',
            '<pc id="c1">x</pc>',
        ),
        *('<pc id="c9" dataRefStart="d1">x</pc>', '<sc id="c1"/>', '<ec id="c9"/>', '<ec startRef="c1"/>'),
        *('<mrk id="m1"><ph id="c9"/></mrk>', "<cp/>", '<cp hex="41"/>', "<unknown/>"),
    ),
}


def written(version: str, target: str) -> str:
    return WITH_CODE[version[0]].format(namespace=NAMESPACES[version], version=version, target=target)


def imported(document: str) -> tuple[Entry, Applied]:
    catalog = catalog_of({("a title", "Press {plug}"): ("", False, [])}, empty=True)
    applied = apply(read_xliff(document.encode()), {"a": catalog})
    return catalog.entries[0], applied


@pytest.mark.parametrize(
    ("version", "code"), [(version, code) for version in NAMESPACES for code in WHOLE[version[0]]]
)
def test_a_code_is_what_it_stands_for_in_the_source_text(version: str, code: str) -> None:
    message, applied = imported(written(version, code))
    assert (message.forms, applied.changed, applied.incomplete) == (["Spiediet {plug}"], 1, ())


@pytest.mark.parametrize(
    ("version", "code"), [(version, code) for version in NAMESPACES for code in LOST[version[0]]]
)
def test_a_translation_with_a_lost_code_is_left_out_and_named(version: str, code: str) -> None:
    document = written(version, code)
    message, applied = imported(document)
    assert (message.forms, applied.changed, applied.unknown) == ([""], 0, ())
    (unit,) = applied.incomplete
    line, element = unit.lost_codes[0]
    assert "<target>" in document.splitlines()[line - 1]
    assert element.removesuffix(">") in code


@pytest.mark.parametrize("version", NAMESPACES)
def test_codes_that_are_lost_in_the_source_text_are_named(version: str) -> None:
    whole = written(version, "{plug}")
    document = re.sub(r"<ph .*?(?=</source>)", "<ph/>", whole)
    assert document != whole
    message, applied = imported(document)
    assert (message.forms, [one.lost_codes[0].element for one in applied.incomplete]) == ([""], ["<ph>"])
    # Without a translation, there is none to leave out.
    assert imported(document.replace("Spiediet {plug}", ""))[1].incomplete == ()


def test_a_unit_without_a_name_is_of_no_message() -> None:
    document = DOCUMENT.format("", "x").replace(' original="a"', "").replace(' name="a title"', "")
    (unit,) = read_xliff(document.encode()).units
    assert (unit.file_id, unit.context) == ("", "")


def test_a_remark_with_a_control_character_is_exported() -> None:
    catalog = catalog_of({("a title", "One"): ("", False, [])})
    catalog.entries[0].remarks = ["The \x07 bell"]
    document = as_xliff({"a": catalog}, "en", "lv").decode()
    assert '<note category="remark">The \ufffd bell</note>' in document


@pytest.mark.parametrize("number", ["x", "-1", "9" * 5000, "", "1.5e3", "\u0663"])
def test_a_plural_form_that_does_not_exist_changes_nothing(number: str) -> None:
    (before, _) = parse((FOLDER / "lv.po").read_text("utf-8"))
    document = as_xliff({"page": before}, "en", "lv").decode()
    edited = re.sub(r'(?<=<unit id="u)(\d+)\.[01](?=")', rf"\g<1>.{number}", document)
    applied = apply(read_xliff(edited.encode()), {"page": before})
    assert applied.changed == 0


def test_texts_with_control_characters_are_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = 'msgctxt "a title"\nmsgid "a\x07b"\nmsgstr "c\x1bd"\n'
    tree = 'title: "a\\x07b"\nkind: causes\nstart: e\nnodes:\n  e:\n    resolution: Done\n'
    library = "source_language: en\nlanguages: [en, lv]\n"
    names = ("trees/library.yml", "trees/a.yml", "trees/translations/lv/a.po")
    txtar.unpack(dict(zip(names, (library, tree, catalog), strict=True)), tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["translate", "export", "lv", "lv.xlf", "trees"])
    assert result.exit_code == 0, result.output
    document = Path("lv.xlf").read_text("utf-8")
    assert 'a<cp hex="0007"/>b' in document
    assert 'c<cp hex="001B"/>d' in document


PROTECTED = """> [!TIP]
> Run `ping {x}` on {plug}, see https://example.org/a_b.

```
{x} \x07
```
or me@example.org"""


CODES = ["[!TIP]", "`ping {x}`", "{plug}", "https://example.org/a_b"]


def document_of(text: str, version: str) -> str:
    return as_xliff({"a": catalog_of({("a title", text): (text, False, [])})}, "en", "lv", version).decode()


def test_what_nobody_translates_is_a_code_of_xliff_2() -> None:
    document = document_of(PROTECTED, "2.0")
    data = re.findall(r'<data id="d\d" xml:space="preserve">(.*?)</data>', document, re.DOTALL)
    assert data == [*CODES, '```\n{x} <cp hex="0007"/>\n```', "me@example.org"]
    # Source text and translation name the same codes.
    codes = re.findall(r'<ph id="(c\d)" canDelete="no" dataRef="(d\d)"', document)
    assert codes == [(f"c{number}", f"d{number}") for number in range(1, 7)] * 2
    unit = read_xliff(document.encode()).units[0]
    assert unit.source == unit.translation == PROTECTED
    assert protected_in("{a}{b}") == [(0, 3), (3, 6)]


def test_what_nobody_translates_is_a_code_of_xliff_1() -> None:
    document = document_of(PROTECTED, "1.2")
    codes = re.findall(r'<ph id="(c\d)">(.*?)</ph>', document)
    # A code block with a control character has no place in an element.
    names = ("c1", "c2", "c3", "c4", "c6")
    assert codes == list(zip(names, [*CODES, "me@example.org"], strict=True)) * 2
    assert '```\n{x} <x id="x5" ctype="x-character" equiv-text="U+0007"/>\n```' in document
    unit = read_xliff(document.encode()).units[0]
    assert unit.source == unit.translation == PROTECTED


LINKED = "Read [the {plug} page](a.yml), then ![a cable](b.png)."


def test_the_words_of_a_link_are_between_codes() -> None:
    (source, _) = re.findall(r">(Read .*?)</(?:source|target)>", document_of(LINKED, "1.2"))
    assert source == (
        'Read <bpt id="c1">[</bpt>the <ph id="c2">{plug}</ph> page<ept id="c1">](a.yml)</ept>, then '
        '<bpt id="c3">![</bpt>a cable<ept id="c3">](b.png)</ept>.'
    )
    document = document_of(LINKED, "2.0")
    assert '<pc id="c1" type="link" canDelete="no" dataRefStart="d1" dispStart="["' in document
    assert '<pc id="c3" type="image"' in document


ALTERED: dict[str, dict[str, tuple[str, str, list[str]]]] = {
    "2.0": {
        "a code twice": (r"(<ph .*?/>)(?=.*?</target>)", r"\1\1", ["{plug}"]),
        "a pair as two codes": (
            r'<pc id="(c1)".*?>(the .*?)</pc>',
            r'<sc id="\1" dataRef="d1"/>\2<ec startRef="\1" dataRef="d2"/>',
            [],
        ),
    },
    "1.2": {
        "codes without their texts": (r"<ph (.*?)>.*?</ph>(?=[^/]*page.*?</target>)", r"<x \1/>", []),
        "a pair as an element": (
            r'(<target.*)<bpt id="(c3)">.*?</bpt>(.*?)<ept.*?</ept>',
            r'\1<g id="\2">\3</g>',
            [],
        ),
    },
}
TOOLS = [(version, name) for version, changes in ALTERED.items() for name in changes]


@pytest.mark.parametrize(("version", "name"), TOOLS)
def test_codes_come_back_as_a_tool_writes_them(version: str, name: str) -> None:
    wanted, written, added = ALTERED[version][name]
    document = document_of(LINKED, version)
    target = document.index("<target")
    altered = document[:target] + re.sub(wanted, written, document[target:], count=1)
    assert altered != document
    applied = apply(
        read_xliff(altered.encode()), {"a": catalog_of({("a title", LINKED): ("", False, [])}, empty=True)}
    )
    assert [code for one in applied.altered for code in one.added] == added
    assert applied.changed == 1


@pytest.mark.parametrize("version", VERSIONS)
def test_a_translation_without_its_codes_is_kept_and_named(version: str) -> None:
    (catalog,) = (catalog_of({("a title", LINKED): ("Lasiet {plug}!", False, [])}),)
    document = read_xliff(as_xliff({"a": catalog}, "en", "lv", version))
    after = catalog_of({("a title", LINKED): ("", False, [])}, empty=True)
    (altered,) = apply(document, {"a": after}).altered
    assert (altered.missing, altered.added) == (("[...](a.yml)", "![...](b.png)"), ())
    assert told(after) == told(catalog)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("review", ["", "reviewed", "final"])
def test_states_go_both_ways(version: str, review: str) -> None:
    messages: Messages = {("a title", "One"): ("Viens", False, [])}
    before, after = catalog_of(messages), catalog_of(messages)
    before.entries[0].review = review
    after.entries[0].review = "final"
    document = as_xliff({"a": before}, "en", "lv", version)
    apply(read_xliff(document), {"a": after})
    assert after.entries[0].review == review
    # Who has to look at it again has not reviewed it.
    after.entries[0].fuzzy = True
    assert after.entries[0].flags == {"fuzzy"}


def test_tools_that_only_approve_are_understood() -> None:
    (catalog,) = (catalog_of({("a title", "One"): ("Viens", False, [])}),)
    document = as_xliff({"a": catalog}, "en", "lv", "1.2").decode()
    approved = document.replace('approved="no"', 'approved="yes"').replace(' state="translated"', "")
    (unit,) = read_xliff(approved.encode()).units
    assert (unit.review, unit.fuzzy) == ("reviewed", False)


def test_a_state_that_a_tool_set_counts_more_than_what_it_left_there() -> None:
    (catalog,) = (catalog_of({("a title", "One"): ("Viens", True, [])}),)
    document = as_xliff({"a": catalog}, "en", "lv").decode()
    assert 'state="initial" subState="izeja:fuzzy"' in document
    (unit,) = read_xliff(document.replace('state="initial"', 'state="translated"').encode()).units
    assert not unit.fuzzy
