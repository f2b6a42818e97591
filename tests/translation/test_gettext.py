"""What GNU gettext refuses in a catalog is refused here, and a mistake names both lines that disagree."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import gettext_tools
from izeja.problems.problem import Problem
from izeja.reading.source import Source
from izeja.translation.catalog import parse_catalog

MSGFMT = gettext_tools.find()
needs_msgfmt = pytest.mark.skipif(MSGFMT is None, reason="GNU gettext is not installed")
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
)


def problems_of(text: str) -> tuple[Problem, ...]:
    return parse_catalog(Source("a.po", text))[2]


REFUSED = {
    "a message twice": ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 9, 6),
    "a message twice, the same": ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "b"\n', 9, 6),
    "with a context": ('msgctxt "x"\nmsgid "a"\nmsgstr ""\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "c"\n', 11, 7),
    "one is obsolete": ('msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', 9, 6),
    "both are obsolete": ('#~ msgid "a"\n#~ msgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', 9, 6),
    "one has a plural": (
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] ""\nmsgstr[1] ""\n\nmsgid "a"\nmsgstr "c"\n', 11, 6
    ),
    "written in other lines": ('msgid "ab"\nmsgstr "b"\n\nmsgid ""\n"a"\n"b"\nmsgstr "c"\n', 9, 6),
    "two headers": ('msgid ""\nmsgstr "x"\n', 6, 1),
    "msgstr twice": ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 8, 7),
    "msgstr twice, the first empty": ('msgid "a"\nmsgstr ""\nmsgstr "c"\n', 8, 7),
    "msgstr twice, obsolete": ('#~ msgid "a"\n#~ msgstr "b"\n#~ msgstr "c"\n', 8, 7),
    "a plural form twice": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', 9, 8
    ),
    "msgid twice": ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 7, 6),
    "no msgstr": ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 8, 6),
    "no msgstr at the end": ('msgid "a"\n', 6, None),
    "too few plural forms": ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', 8, 4),
    "too many plural forms": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"\n', 8, 4
    ),
    "no plural in the source": ('msgid "a"\nmsgstr[0] "b"\n', 7, None),
    "no forms for a plural": ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 8, None),
    "half obsolete": ('#~ msgid "a"\nmsgstr "b"\n', 7, 6),
    "half obsolete, the other way": ('msgid "a"\n#~ msgstr "b"\n', 7, 6),
    "an end that differs": ('msgid "a"\nmsgstr "b\\n"\n', 7, 6),
    "a beginning that differs": ('msgid "\\na"\nmsgstr "b"\n', 7, 6),
    "an unknown escape": ('msgid "a"\nmsgstr "b\\q"\n', 7, None),
    "an x without a number": ('msgid "a"\nmsgstr "b\\xg"\n', 7, None),
    "an older text without its quote": ('#| msgid "x\nmsgid "a"\nmsgstr "b"\n', 6, None),
    "a comment within": ('msgid "a"\n# note\nmsgstr "b"\n', 7, None),
    "a context after the text": ('msgid "a"\nmsgctxt "b"\nmsgstr "c"\n', 7, None),
    "a conflict of two branches": (
        '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\nmsgid "a"\nmsgstr "c"\n>>>>>>> b\n', 6, None
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_both_lines(name: str) -> None:
    text, line, other = REFUSED[name]
    problem, *_ = problems_of(HEADER + text)
    assert (problem.code, problem.severity, problem.position.line) == ("invalid-catalog", "error", line)
    if other is not None:
        assert [one.position.line for one in problem.related] == [other]


@needs_msgfmt
@pytest.mark.parametrize("name", REFUSED)
def test_gettext_refuses_it_too(name: str) -> None:
    assert MSGFMT is not None
    assert gettext_tools.refuses(MSGFMT, HEADER + REFUSED[name][0])


ACCEPTED = {
    "a comment at the end": "# note\n",
    "a text over blank lines": 'msgid "a"\n\n"b"\nmsgstr "c"\n',
    "an untranslated plural": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n',
    "the same text in two contexts": 'msgctxt "x"\nmsgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n',
    "a fuzzy end that differs": '#, fuzzy\nmsgid "a"\nmsgstr "b\\n"\n',
    "Windows": 'msgid "a"\r\nmsgstr "b"\r\n',
    "older texts": '#| msgctxt "x"\n#| msgid "b"\nmsgid "a"\nmsgstr "c"\n',
    "older texts of obsolete messages": '#~| msgid "d"\n#~ msgid "e"\n#~ msgstr "f"\n',
    "escapes": 'msgid "a"\nmsgstr "b\\x41\\101\\"\\\\q"\n',
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_it_is_accepted(name: str) -> None:
    assert problems_of(HEADER + ACCEPTED[name]) == ()
    assert MSGFMT is None or not gettext_tools.refuses(MSGFMT, HEADER + ACCEPTED[name])


UNREADABLE = re.compile(r"[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]")
PARTS_OF_ESCAPES = r"""0 1 7 8 9 a f A F g q x é \\ \" \n \t \r \x41 \x0e9 \101
\1012 \42 \134 \12 \303\251 \xc3\xa9 \x \q \777 \000 \a \v \f \b"""
ESCAPES = st.lists(st.sampled_from(PARTS_OF_ESCAPES.split()), max_size=6).map("".join)


@needs_msgfmt
@given(ESCAPES)
@example(r"\x41\101\303\251\"\\\t")
def test_escapes_are_those_of_gettext(escaped: str) -> None:
    """A text is what gettext makes of it. What gettext refuses is refused, and what nobody can read."""
    assert MSGFMT is not None
    # Letters around it show what a null character cuts off.
    text = f'{HEADER}msgid "a"\nmsgstr "y{escaped}z"\n'
    catalog, _, problems = parse_catalog(Source("a.po", text))
    meant = gettext_tools.translation(MSGFMT, text, "a")
    is_readable = meant is not None and meant.endswith("z") and not UNREADABLE.search(meant)
    assert bool(problems) == (not is_readable)
    if catalog is not None:
        assert catalog.messages["", "a"].translation == meant


@pytest.mark.parametrize(
    "escape", [r"\000", r"\a", r"\b", r"\f", r"\v", r"\033", r"\x7f", r"\302\205", r"\351"]
)
def test_what_nobody_can_read_is_refused(escape: str) -> None:
    (problem,) = problems_of(f'{HEADER}msgid "a"\nmsgstr "b{escape}"\n')
    assert (problem.code, problem.position.line) == ("invalid-catalog", 7)


PIECES = st.sampled_from(
    """msgid "a"|msgid "b"|msgid ""|msgstr "a"|msgstr ""
msgstr "a\\n"|msgctxt "a"|msgid_plural "b"|msgstr[0] "a"
msgstr[1] ""|#~ msgid "a"|#~ msgstr "b"|#, fuzzy||"c"|"\\n"|# note|# "note"|#. msgid "a"
#, fuzzy""".replace("\n", "|").split("|")
)


@needs_msgfmt
@given(st.lists(PIECES, max_size=8))
def test_whatever_gettext_refuses_is_refused(pieces: list[str]) -> None:
    assert MSGFMT is not None
    text = HEADER + "\n".join(pieces) + "\n"
    assert problems_of(text) or not gettext_tools.refuses(MSGFMT, text)
