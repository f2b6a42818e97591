"""Memories and glossaries: what is read from them, what they fill in, and what they must never do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

import txtar
from conftest import ROOT
from izeja.cli.main import main
from izeja.library.reader import read_library
from izeja.translation.memory.filling import fill
from izeja.translation.memory.finder import Finder, differences
from izeja.translation.memory.glossary import Glossary, GlossaryTerm
from izeja.translation.memory.glossary_csv import as_csv
from izeja.translation.memory.sources import read_glossary, read_memory
from izeja.translation.memory.tbx import as_tbx
from izeja.translation.memory.term_spotter import TermSpotter
from izeja.translation.memory.units import MemoryFileError, Unit, is_same_language, plain
from izeja.translation.memory.xml_elements import MOST_PARTS
from izeja.translation.po_entries import Entry, new_entry
from izeja.translation.po_parser import parse
from izeja.translation.proposals import propose, with_proposals
from izeja.translation.update import draft_catalogs, write_catalog

FILLED = ROOT / "tests" / "translation" / "translate" / "fill.txtar"
TMX = '<?xml version="1.0" encoding="{}"?>{}<tmx version="1.4"><header/><body>{}</body></tmx>'
PAIR = (
    '<tu tuid="a title"><tuv xml:lang="en"><seg>Choose <ph>{cancel}</ph> now</seg></tuv>'
    '<tuv xml:lang="lv"><seg>Izvēlieties <bpt i="1"/>{cancel}<ept i="1"/> tagad</seg></tuv></tu>'
)
UNIT = ("Choose {cancel} now", "Izvēlieties {cancel} tagad")


def units_in(file: Path, content: str, encoding: str = "utf-8") -> list[tuple[str, str]]:
    file.write_bytes(content.encode(encoding))
    return [(one.source, one.translation) for one in read_memory(file, "en", "lv")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1257"])
def test_a_memory_is_read_in_the_encoding_that_it_names(tmp_path: Path, encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    for doctype in ("", '<!DOCTYPE tmx SYSTEM "tmx14.dtd">', '<!DOCTYPE tmx SYSTEM "file:///dev/zero">'):
        assert units_in(tmp_path / "a.TMX", TMX.format(named, doctype, PAIR), encoding) == [UNIT]


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "a billion laughs": TMX.format("utf-8", f'<!DOCTYPE tmx [<!ENTITY a0 "ha">{LAUGHS}]>', "<tu>&a11;</tu>"),
    "a file": TMX.format("utf-8", '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>', PAIR),
    "a file in the DTD": TMX.format("utf-8", '<!DOCTYPE tmx [<!ENTITY % a SYSTEM "a"> %a;]>', PAIR),
    "a huge unit": TMX.format("utf-8", "", f"<tu>{'<x/>' * (MOST_PARTS + 1)}</tu>"),
    "many elements": TMX.format("utf-8", "", "<x/>" * (MOST_PARTS + 1)),
    "deep elements": TMX.format("utf-8", "", "<x>" * 5_000 + "</x>" * 5_000),
    "another format": "<xliff/>",
    "nothing": "",
    "cut off": TMX.format("utf-8", "", PAIR)[:-30],
    "another encoding": TMX.format("utf-16", "", PAIR),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_memory_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(MemoryFileError, match=r"this|an entry"):
        units_in(tmp_path / "a.tmx", content)


def test_what_is_not_utf_8_is_refused_in_a_catalog_and_a_glossary(tmp_path: Path) -> None:
    for name, content in (
        ("a.po", 'msgid "Done"\nmsgstr "Pabeigts ē"\n'),
        ("a.csv", "en,lv\nDone,Pabeigts ē\n"),
    ):
        (tmp_path / name).write_bytes(content.encode("windows-1257"))
    with pytest.raises(MemoryFileError, match="line 2 is not UTF-8"):
        list(read_memory(tmp_path / "a.po", "en", "lv"))
    with pytest.raises(MemoryFileError, match="line 2 is not UTF-8"):
        read_glossary(tmp_path / "a.csv", "en", "lv")


REFUSED = {
    "key,en,lv\npower,Power,Barošana, ligzda\n": (
        "line 2 has 4 cells, and the first line names 3 columns\n"
        "  = put a text that has the sign between cells in it into quotes"
    ),
    'key,en,lv\npower,"Power,Barošana\nlight,Light,Gaisma\n': (
        "this is not valid CSV, at line 3\n"
        "  = a text in quotes ends with a quote, and a quote in it is written twice"
    ),
    f"key,en,lv\npower,Power,Barošana\nlight,Light,{'x' * 140_000}\n": (
        "a cell has more than 131,072 characters, at line 3\n"
        "  = shorten it; if it begins with a quote, it ends with one too"
    ),
    'key,en,lv\npower,"Power,Barošana\n' + "light,Light,Gaisma\n" * 8_000: (
        "a cell has more than 131,072 characters, at line 2\n"
        "  = shorten it; if it begins with a quote, it ends with one too"
    ),
    "key,en,lv,lv\npower,Power,Barošana,Strāva\n": (
        "this has 2 columns 'lv'\n  = delete all but the one that is meant"
    ),
    "key,en-GB,en-US,lv\nlift,lift,elevator,lifts\n": (
        "this has columns for several kinds of 'en': en-GB, en-US\n  = write 'en' above the one that is meant"
    ),
    "key;de\npower;Strom\n": (
        "this has no column 'en'; its columns: key, de\n  = write a first line such as: key,en,lv"
    ),
}


@pytest.mark.parametrize("content", REFUSED, ids=range(len(REFUSED)))
def test_a_glossary_of_which_something_would_be_lost_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(content, "utf-8")
    with pytest.raises(MemoryFileError) as refused:
        read_glossary(tmp_path / "a.csv", "en", "lv")
    assert str(refused.value) == f"{tmp_path}/a.csv: {REFUSED[content]}"


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_glossary_of_excel_may_name_the_sign_between_its_cells(sign: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f"\ufeffsep={sign}\nkey{sign}en{sign}lv{sign}\npower{sign}Power, socket{sign}Barošana{sign}{sign}\n",
        "utf-8",
    )
    (term,) = read_glossary(tmp_path / "a.csv", "en", "lv").terms
    assert (term.name, term.translation) == ("Power, socket", "Barošana")


def test_a_document_of_xliff_is_a_memory_too(tmp_path: Path) -> None:
    """One that was exported, and translated elsewhere: what is still open in it helps nobody."""
    unit = '<unit id="u{0}" name="a title"><segment state="{1}"><source>Text {0}</source><target>{2}</target>'
    units = [
        unit.format(1, "translated", "Teksts"),
        unit.format(2, "initial", "x"),
        unit.format(3, "final", ""),
    ]
    around = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en-GB" trgLang="lv-LV">'
        '<file id="f1" original="a">{}</file></xliff>'
    )
    content = around.format("".join(f"{one}</segment></unit>" for one in units))
    assert units_in(tmp_path / "a.xlf", content) == [("Text 1", "Teksts")]


def test_a_long_memory_is_read_piece_by_piece(tmp_path: Path) -> None:
    """What is wrong at its end is found only after the units before it have been handed on."""
    file = tmp_path / "a.tmx"
    file.write_text(TMX.format("utf-8", "", PAIR * 5_000).replace("</body>", "</oops>"), "utf-8")
    units: Iterator[Unit] = read_memory(file, "en", "lv")
    assert len(list(islice(units, 4_000))) == 4_000
    with pytest.raises(MemoryFileError, match="not valid XML"):
        list(units)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("lv", "LV-lv", True),
        ("en", "en_US", True),
        ("pt-BR", "pt", True),
        ("pt-BR", "pt-PT", False),
        ("sr", "sr-Latn", False),
        ("sr-Latn-RS", "sr-Latn", True),
        ("zh", "zh-Hans-CN", True),
        ("zh", "zh-TW", False),
        ("zh-Hant", "zh-TW", True),
        ("lv", "", False),
        ("lv", "lt", False),
    ],
)
def test_codes_of_a_language(one: str, other: str, expected: bool) -> None:  # noqa: FBT001 - from a table
    assert is_same_language(one, other) == is_same_language(other, one) == expected


def test_the_most_similar_come_first_and_few_are_kept() -> None:
    finder = Finder({"Cancel your plan": ["a title"]})
    for word in ("old", "older", "good", "new", "o"):
        finder.offer(Unit(f"Cancel your {word} plan", word, "m"))
    finder.offer(Unit("Something else", "x", "m"))
    assert [(near.unit.translation, near.percent) for near in finder.near("Cancel your plan")] == [
        ("o", 94),
        ("old", 88),
        ("new", 88),
    ]


def test_what_differs_is_said_in_words() -> None:
    said = differences("Cancel your new plan", "Please cancel your plan today")
    assert said == "'Please cancel' instead of 'Cancel', no 'new', 'today' as well"


def test_terms_are_whole_words_and_the_longest_ones() -> None:
    spotter = TermSpotter({"plan": "plāns", "active plan": "aktīvais plāns", "can": "drīkst", "x": ""})
    text = "Cancel an Active  plan, `plan`, {plan} or https://a.example/plan with your plan. X"
    assert spotter.remarks_on(text) == ["[glossary] active plan → aktīvais plāns", "[glossary] plan → plāns"]


def filled(folder: Path) -> dict[tuple[str, str], Entry]:
    """Run the case of `fill` until it has filled the catalogs, and return the messages of one."""
    case = txtar.split(FILLED.read_text("utf-8"))
    txtar.unpack(
        {path: text for path, text in case.items() if path.startswith(("deci", "old", "terms"))}, folder
    )
    arguments = ["translate", "fill", "lv", str(folder / "decision_trees")]
    for name in ("old.tmx", "terms.csv"):
        arguments += ["--from", str(folder / name)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    return messages(folder)


def messages(folder: Path) -> dict[tuple[str, str], Entry]:
    file = folder / "decision_trees" / "translations" / "lv" / "a.po"
    return parse(file.read_text("utf-8"))[0].current


def of_memory(entry: Entry) -> list[str]:
    return with_proposals(entry, [])


def test_what_is_filled_in_and_what_is_proposed(tmp_path: Path) -> None:
    found = filled(tmp_path)
    translations = {source: (one.forms[0], one.fuzzy) for (_, source), one in found.items()}
    assert translations == {
        "Cancel your plan": ("", False),
        "Is your plan still active?": ("", False),
        # The memory has "Jā gan" first, for any place.
        "Yes": ("Jā", True),
        # The translation has another term.
        "I see {cancel}": ("", False),
        # From the other tree of the library.
        "Your subscription has ended": ("Abonements ir beidzies", True),
        "Read [the terms](https://a.example/) of your plan.": (
            "Izlasiet [noteikumus](https://a.example/).",
            True,
        ),
    }
    assert of_memory(found["a title", "Cancel your plan"]) == [
        "[memory] 88 % alike in old.tmx: Atceliet veco plānu",
        "[memory] the text there has 'old' as well",
        "[glossary] plan → plāns",
    ]
    assert of_memory(found["a#b answers.text", "Yes"]) == [
        "[memory] the translation is from old.tmx: check it, then accept it.",
        "[memory] the same text in old.tmx: Jā gan",
    ]
    (unfit,) = {" ".join(of_memory(found["a#b answers.text", "I see {cancel}"]))}
    assert unfit.startswith(
        "[memory] the same text in old.tmx, not filled in, since the term {cancel} is missing"
    )


def test_proposals_stay_until_a_text_is_translated(tmp_path: Path) -> None:
    filled(tmp_path)
    file = tmp_path / "decision_trees" / "translations" / "lv" / "a.po"
    before = file.read_bytes()
    update = ["translate", "update", str(tmp_path / "decision_trees")]
    CliRunner().invoke(main, update)
    assert file.read_bytes() == before
    accepted = (
        before.decode()
        .replace("#, fuzzy\n", "")
        .replace('msgid "Cancel your plan"\nmsgstr ""', 'msgid "Cancel your plan"\nmsgstr "Plāna atcelšana"')
    )
    file.write_text(accepted, "utf-8")
    CliRunner().invoke(main, update)
    left = [
        source for (_, source), one in messages(tmp_path).items() if any("[memory]" in r for r in one.remarks)
    ]
    assert left == ["I see {cancel}"]


def test_a_description_that_reads_like_a_proposal_stays_once() -> None:
    message, remarks = (
        new_entry(("a title", "A")),
        ["What it is.", "[memory] is not a mark here.", "One line."],
    )
    for _ in range(3):
        message.remarks = with_proposals(message, remarks)
    assert message.remarks == remarks
    propose(message, ["[memory] 80 % alike in m: B"])
    for _ in range(3):
        message.remarks = with_proposals(message, remarks)
    assert message.remarks[-1:] == ["[memory] 80 % alike in m: B"]
    assert message.remarks[:-1] == remarks


def test_no_translation_of_the_shipped_library_is_replaced(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "decision_trees", tmp_path / "decision_trees")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.po")}
    memory = tmp_path / "a.tmx"
    pairs = [
        f'<tu><tuv xml:lang="en"><seg>{source}</seg></tuv><tuv xml:lang="lv"><seg>x</seg></tuv></tu>'
        for source in ("Manage", "Cancel", "Yes", "No")
    ]
    memory.write_text(TMX.format("utf-8", "", "".join(pairs)), "utf-8")
    result = CliRunner().invoke(
        main, ["translate", "fill", "lv", str(tmp_path / "decision_trees"), "--from", str(memory)]
    )
    assert (result.exit_code, result.output) == (
        0,
        "Everything is translated: there is nothing to fill in.\nlv (required): complete\n",
    )
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.po")} == before


SOURCES = (
    "A title here",
    'It works, "now"',
    "Press {cancel}.\n\n- one\n- two",
    "Press {cancel}.\n\n- a\n- b",
)
SIGNS = (
    '"',
    "\\",
    "\n",
    "#~",
    "{cancel}",
    "\n- two",
    "msgid ",
    "\\n",
    "\u2028",
    "\x85",
    "[memory] ",
    "\t",
    *SOURCES,
)
ANYTHING = st.text(max_size=20) | st.lists(st.sampled_from(SIGNS), max_size=6).map("".join)
LIBRARY = {
    "library.yml": "source_language: en\nlanguages: [en, lv]\n",
    "terms.yml": "cancel:\n  text: Cancel\n",
    "a.yml": 'title: A title here\nkind: procedure\nstart: b\nnodes:\n  b:\n    resolution: It works, "now"\n'
    "    body: |-\n      Press {cancel}.\n\n      - one\n      - two\n",
}


@given(
    st.lists(st.tuples(st.sampled_from(SOURCES), ANYTHING), max_size=4),
    st.dictionaries(ANYTHING, ANYTHING, max_size=2),
)
def test_whatever_a_memory_has_catalogs_stay_valid_and_settle(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]], terms: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("library")
    txtar.unpack(LIBRARY, folder)
    library, _, _ = read_library(folder)
    assert library is not None
    memory = [Unit(plain(source), plain(text), "m.tmx") for source, text in pairs if plain(text)]
    texts: list[list[str]] = []
    for is_filling in (True, False, True):
        drafts = draft_catalogs(library)
        if is_filling:
            fill(drafts, memory, terms)
        for draft in drafts:
            write_catalog(draft)
        texts.append([draft.file.read_text("utf-8") for draft in drafts])
    assert texts[0] == texts[1] == texts[2]
    assert not [parse(text)[1] for text in texts[0] if parse(text)[1]]


# What XML cannot hold is in no text of a library, since texts with such characters are refused.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12).map(plain)
ODD = st.sampled_from(["=1+1", "'=1", "-a", '"', ",", ";", "a\nb", "'", "''+", "&lt;", "]]>", "@a"])
NAMES = (WORDS | ODD).filter(bool)
TERMS = st.builds(
    GlossaryTerm,
    st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True),
    NAMES,
    WORDS | ODD,
    WORDS,
    WORDS | ODD,
)
GLOSSARIES = st.lists(TERMS, min_size=1, max_size=5).map(lambda terms: Glossary("en", "pt-BR", tuple(terms)))


@given(GLOSSARIES)
@example(Glossary("en", "pt-BR", (GlossaryTerm("1", "a", "", "", "only the meaning"),)))
def test_a_glossary_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, glossary: Glossary
) -> None:
    folder = tmp_path_factory.mktemp("glossary")
    (folder / "a.csv").write_text(as_csv(glossary), "utf-8", newline="")
    assert read_glossary(folder / "a.csv", "en", "pt-BR") == glossary
    if any(one.translation or one.meaning_translated for one in glossary.terms):
        (folder / "a.tbx").write_bytes(as_tbx(glossary))
        assert read_glossary(folder / "a.tbx", "en", "pt-BR") == glossary
