"""Catalogs are read as gettext means them, whatever form they have, and every message knows its place."""

from __future__ import annotations

import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from izeja.problems.problem import Position
from izeja.reading.source import Source
from izeja.translation.catalog import (
    MAX_BYTES,
    CatalogFile,
    Message,
    _messages_by_line,
    _usual_messages,
    parse_catalog,
    read_catalog,
    whole_line,
)
from izeja.translation.po_strings import unquoted

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
PIECES = ("a", "b c", "ā", "{x}", "%", "#", "|", "'", r"\n", r"\t", r"\"", r"\\", r"\a", r"\r")
WORDS = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
STRINGS = st.lists(WORDS.map('"{}"'.format), min_size=1, max_size=3)
JOINTS = st.sampled_from(["\n", "\n", "\n", " \n"])
COMMENTS = st.lists(
    st.sampled_from(
        ["# note", "#. fuzzy", "#: a.py:1", "#, fuzzy", "#,c-format, fuzzy", "#, no-fuzzy", '#| msgid "a"']
    ),
    max_size=2,
)
GAPS = st.sampled_from(["", "\n", "\n", "\n \n", '#~ msgid "old"\n#~ msgstr "x"\n\n', "# note\n\n"])


@st.composite
def entries(draw: st.DrawFn) -> str:
    lines = draw(COMMENTS)
    for keyword in ("msgctxt", "msgid", "msgstr"):
        if keyword != "msgctxt" or draw(st.booleans()):
            lines.append(f"{keyword} {draw(JOINTS).join(draw(STRINGS))}")
    return "\n".join(lines) + "\n" + draw(GAPS)


CATALOGS = st.lists(entries(), max_size=4).map(lambda found: f"{HEADER}\n{''.join(found)}")


def catalog(text: str) -> CatalogFile:
    read, _, problems = parse_catalog(Source("a.po", text))
    assert read is not None, problems
    return read


def told(messages: dict[tuple[str, str], Message] | None, text: str) -> object:
    return messages and [
        (key, one.translation, one.fuzzy, text.count("\n", 0, one.at)) for key, one in messages.items()
    ]


@given(CATALOGS)
def test_the_fast_reader_reads_what_babel_reads(text: str) -> None:
    fast = _usual_messages(text)
    assert fast is None or told(fast, text) == told(_messages_by_line(text)[0], text)


SOURCES = st.lists(
    st.one_of(st.sampled_from(["a", '"', "\\", "\n", "\t", "{x}", "%", "ā"]), st.text(max_size=6)),
    max_size=30,
).map("".join)


@given(
    st.lists(st.tuples(st.text("ab #~|ā", max_size=4), SOURCES, st.text(max_size=9)), max_size=6),
    st.booleans(),
)
def test_the_fast_reader_reads_what_babel_writes(
    messages: list[tuple[str, str, str]],
    fuzzy: bool,  # noqa: FBT001 - drawn
) -> None:
    written = Catalog(locale="lv")
    for context, source, translation in messages:
        usable = source.strip() and translation.strip() and translation.isprintable()
        # GNU gettext refuses a text that begins or ends with a line break if its translation does not.
        if usable and source == source.strip("\n"):
            flags = {"fuzzy"} if fuzzy else set()
            written.add(source, translation, context=context or None, flags=flags, user_comments=["A remark"])
    out = io.BytesIO()
    write_po(out, written, width=40)
    read = _usual_messages(out.getvalue().decode())
    assert read is not None
    known = {(one.context or "", one.id): (one.string, one.fuzzy) for one in written if one.id}
    assert {key: (one.translation, one.fuzzy) for key, one in read.items()} == known


@pytest.mark.parametrize(
    ("strings", "text"),
    [
        ('"a"', "a"),
        ('"a\\nb"', "a\nb"),
        (r'"a\tb\rc\\d\"e\x"', 'a\tb\rc\\d"e\\x'),
        ('""\n"a\\n"\n"b"', "a\nb"),
        ('"a" \n"b"\t\n"c"', "abc"),
        (r'"a\\n"', r"a\n"),
    ],
)
def test_strings(strings: str, text: str) -> None:
    assert unquoted(strings) == text


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ('msgid "a"\nmsgstr "b"\n', "b"),
        ('  msgid "a"\n  msgstr "b"\n', "b"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', None),
        ('#, c-format, fuzzy\nmsgid "a"\nmsgstr "b"\n', None),
        ('#. fuzzy\nmsgid "a"\nmsgstr "b"\n', "b"),
        ('#, fuzzy\n#~ msgid "x"\n#~ msgstr "y"\nmsgid "a"\nmsgstr "b"\n', "b"),
        ('msgid "a"\nmsgstr ""\n', None),
        ('msgid "a"\nmsgstr " "\n', None),
        ('msgid "a"\nmsgstr "\u00a0"\n', None),
        ('  msgid "a"\n  msgstr "\u00a0"\n', None),
        ('msgid "a"\nmsgstr "\u200b\u2060\ufeff\u00ad"\n', None),
        ('msgid "a"\nmsgstr " \\t\\r "\n', None),
        ('msgid "a"\nmsgstr "\u00a0b"\n', "\u00a0b"),
        ('msgctxt "c"\nmsgid "a"\nmsgstr "b"\n', None),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n', None),
        ("# Nothing\n", None),
    ],
)
def test_translation(text: str, translation: str | None) -> None:
    assert catalog(text).translation(("", "a")) == translation


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\\n", "\u200b", "\u3164"])
def test_both_readers_take_a_translation_that_shows_nothing_for_none(blank: str) -> None:
    text = f'{HEADER}\nmsgid "a"\nmsgstr "{blank}"\n'
    usual = _usual_messages(text)
    assert usual is None or usual["", "a"].translation == ""
    assert _messages_by_line(text)[0]["", "a"].translation == ""


def test_messages_of_a_context() -> None:
    read = catalog(
        'msgctxt "c"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "c"\nmsgid "d"\nmsgstr ""\n\nmsgid "e"\nmsgstr "f"\n'
    )
    assert [one.source for one in read.of_context("c")] == ["a"]


LINES = """msgid ""
msgstr ""

msgctxt "one"
msgid "a"
msgstr "b {x} c"

msgctxt "two"
msgid "a"
msgstr ""
"first\\n"
"second {x}"

msgctxt "three"
msgid "a"
msgstr "first "
"second"
"""


@pytest.mark.parametrize(
    ("context", "wanted", "place"),
    [
        ("one", "", (6, 1, 17)),
        ("one", "{x}", (6, 11, 14)),
        ("one", "{y}", (6, 1, 17)),
        ("two", "", (11, 1, 10)),
        ("two", "{x}", (12, 9, 12)),
        ("three", "", (16, 1, 16)),
        ("three", "second", (17, 2, 8)),
    ],
)
@pytest.mark.parametrize("indent", ["", " "])
def test_the_place_of_a_translation(
    context: str, wanted: str, place: tuple[int, int, int], indent: str
) -> None:
    # With a space before a keyword, Babel reads the catalog.
    read = catalog(LINES.replace("msgid", f"{indent}msgid"))
    found = read.place(read.messages[context, "a"], wanted)
    assert (found.path, found.line, found.column, found.end_line, found.end_column) == (
        "a.po", place[0], place[1], place[0], place[2]
    )  # fmt: skip


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_line_that_is_not_there(number: int) -> None:
    assert whole_line("a.po", ["a", "b"], number) == Position("a.po")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("msgid \"a\"\nmsgstr 'b'\n", "this line is not valid in a catalog", 2),
        ('msgid "a"\nmsgstr "b\n', "this line is not valid in a catalog", 2),
        (
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=latin-1\\n"\n',
            "this catalog says that its charset is 'latin-1', but catalogs must be UTF-8",
            2,
        ),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', "the message above has no msgstr", 3),
        (
            'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=x; plural=0;\\n"\n\n msgid "a"\nmsgstr "b"\n',
            "the plural forms of this catalog are not valid",
            3,
        ),
        ('msgstr "b"\n', "'msgstr' cannot be here", 1),
    ],
)
def test_a_file_that_is_not_a_catalog(text: str, message: str, line: int) -> None:
    read, same, (problem,) = parse_catalog(Source("a.po", text))
    assert (read, same, problem.code) == (None, text, "invalid-catalog")
    assert problem.message.startswith(message)
    assert (problem.position.path, problem.position.line or 0) == ("a.po", line)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            'msgid ""\nmsgstr "Plural-Forms: nplurals=x;\\n"\n\n msgid "a"\nmsgstr "b"\n',
            "the plural forms of this catalog are not valid",
            "write 'nplurals=' and a number, as in another catalog of this language",
        ),
        (
            'msgid "a"\n#~ msgstr "b"\n',
            "only a part of this message is commented out with '#~'",
            "write '#~' before each of its lines, or before none",
        ),
        (
            'msgid "a\\n"\nmsgstr "b"\n',
            r"the source text and its translation do not both end with \n",
            r"end both with \n, or neither",
        ),
        (
            'msgid "\\na"\nmsgstr "b"\n',
            r"the source text and its translation do not both begin with \n",
            r"begin both with \n, or neither",
        ),
    ],
)
def test_what_helps(text: str, message: str, hint: str) -> None:
    _, _, (problem,) = parse_catalog(Source("a.po", text))
    assert (problem.message, problem.hint, problem.position.line) == (message, hint, 2)


def test_a_message_begins_after_one_that_is_cut_off() -> None:
    _, _, problems = parse_catalog(
        Source("a.po", 'msgctxt "a"\nmsgctxt "b"\nmsgid "x"\nmsgid "y"\nmsgstr "z"\n')
    )
    places = [(one.position.line, [related.position.line for related in one.related]) for one in problems]
    assert places == [(2, []), (4, [3])]


@pytest.mark.parametrize("charset", ["UTF-8", "utf-8", "CHARSET"])
def test_the_charsets_of_catalogs(charset: str) -> None:
    assert catalog(f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n').messages == {}


def test_windows_line_ends() -> None:
    read = catalog('msgid "a"\r\nmsgstr "b"\r\n')
    assert (read.translation(("", "a")), read.text) == ("b", 'msgid "a"\nmsgstr "b"\n')


def test_a_catalog_that_is_too_large(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("large") / "a.po"
    with file.open("wb") as opened:
        opened.truncate(MAX_BYTES + 1)
    read, _, (problem,) = read_catalog(file, "a.po", file.parent)
    assert (read, problem.code, problem.position.path) == (None, "too-large", "a.po")
