"""Everything that Izeja uses of PyYAML, and its assumptions beyond PyYAML's documentation.

The assumptions, each with a function below that tries it:

1. `compose` calls `resolve`, `descend_resolver` and `ascend_resolver` of its loader for every node, and takes
   what `resolve` returns for the node's tag.
2. Marks count from 0 in characters of the text (not in bytes, and a line break of two characters as two).
3. A plain scalar has no style, a quoted one has; this distinguishes `key:` from `key: ""`.
4. A character that YAML does not allow raises `ReaderError`, which has no mark.
5. The texts of other errors match `_MISTAKES`, and their marks say where the mistake begins and was noticed.
6. A dumper asks `increase_indent` whether the items of a list are in the column of its key.

The first four affect the data, so they are checked when YAML is first read. If one of the others breaks,
messages get worse, or written lists are harder to read; tests check them. They hold for PyYAML 6.0, with
libyaml and without.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml
from yaml.reader import ReaderError

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # PyYAML without libyaml, as on some platforms without a compiler
    from yaml import BaseLoader as Loader  # type: ignore[assignment]  # the same events, only slower

Mark: TypeAlias = Any
"""A mark of PyYAML or of libyaml: used alike, but without a common type."""

UNREADABLE = (yaml.YAMLError, ValueError, LookupError, AttributeError, OverflowError, RecursionError)
"""What PyYAML's loaders raise for a text. Its own errors are not all: `!!bool x` raises a `KeyError`."""

FILE_START: Mark = yaml.Mark("", 0, 0, 0, None, 0)
"""The mark of the first character of a file."""

Mistake = Literal[
    "star",
    "tag",
    "character",
    "dash",
    "block",
    "colon",
    "line",
    "indentation",
    "bracket",
    "quote",
    "backslash",
    "alias",
    "anchor",
    "document",
    "rest",
]

# PyYAML has a parser of its own beside libyaml. Where their words differ, those of libyaml come first.
_MISTAKES: Mapping[Mistake, str] = {
    "star": "scanning an (alias|anchor)",
    "tag": "(scanning|parsing) a tag|undefined tag handle",
    "character": "cannot start any token|mapping keys are not allowed",
    "dash": "sequence entries are not allowed",
    "block": "expected (a )?comment or (a )?line break|indentation indicator",
    "colon": "mapping values are not allowed",
    "line": "(could|did) not find expected ':'",
    "indentation": "did not find expected (key|'-' indicator)|expected <block end>",
    "bracket": "expected (',' or|(the )?node content)",
    "quote": "unexpected (end of stream|document)",
    "backslash": "unknown escape|escape character|escape code|hexa?decimal",
    "alias": "undefined alias",
    "anchor": "duplicate anchor",
    "document": "found another document",
    "rest": "expected '?<document start>",
}


class AssumptionError(RuntimeError):
    """The installed PyYAML breaks an assumption of this module."""


class Complaint(NamedTuple):
    """An error of PyYAML: which mistake it is if known, its own words, where it was noticed and begins."""

    mistake: Mistake | None
    said: str
    noticed: Mark | None
    begins: Mark | None


class _AllText:
    """Stops a loader from guessing the type of each scalar, which takes most of its time: all are text."""

    # PyYAML keeps track of the path to each node here, for a feature that is not used here. These are the
    # cheapest callables that take the same number of arguments; their results are ignored.
    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = staticmethod(bool)

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> Any:  # noqa: ARG002 - PyYAML's signature
        """Return the node's own class as its tag, which shows that the file has no tag there."""
        return kind


class _Composer(_AllText, Loader):  # type: ignore[misc]  # signatures differ as _AllText says
    """The loader that `compose` uses."""


def events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a YAML text.

    Raises:
        yaml.YAMLError: the text is not YAML; `complaint` says more.
    """
    _check_once()
    return yaml.parse(text, Loader=Loader)


def compose(text: str) -> yaml.Node | None:
    """Return the root node of a YAML text, None if it is empty. Every node's tag is its class.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    _check_once()
    return yaml.compose(text, Loader=_Composer)


def complaint(error: yaml.MarkedYAMLError) -> Complaint:
    """Take an error of PyYAML apart."""
    said = " ".join(filter(None, (error.context, error.problem)))
    mistake = next((one for one, pattern in _MISTAKES.items() if re.search(pattern, said)), None)
    return Complaint(mistake, said, error.problem_mark or error.context_mark, error.context_mark)


class _Dumper(yaml.SafeDumper):
    """Indents lists, and writes texts of several lines as such."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        return super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def dumped(data: object) -> str:
    """Return data as YAML that people edit: in its own order, with one line for each paragraph."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return text


# -- Assumptions ------------------------------------------------------------------------------------


def _tags_are_classes() -> bool:
    root: Any = yaml.compose("a: [b, 1]", Loader=_Composer)
    key, value = root.value[0]
    return [one.tag for one in (root, key, value, *value.value)] == [
        yaml.MappingNode,
        yaml.ScalarNode,
        yaml.SequenceNode,
        yaml.ScalarNode,
        yaml.ScalarNode,
    ]


def _marks_count_characters() -> bool:
    text = "\u0101: \U0001f642\r\nb:\r\n  - c\r\n"
    mark: Mark = next(one.start_mark for one in _scalars(text) if one.value == "c")
    return (mark.index, mark.line, mark.column) == (text.index("c"), 2, 4)


def _only_quoted_scalars_have_a_style() -> bool:
    _, plain, _, quoted = _scalars("a:\nb: ''\n")
    return not plain.style and bool(quoted.style)


def _forbidden_characters_raise_a_reader_error() -> bool:
    try:
        list(yaml.parse("a: \x07", Loader=Loader))
    except ReaderError:
        return True
    except yaml.YAMLError:
        pass
    return False


def _scalars(text: str) -> list[yaml.ScalarEvent]:
    return [one for one in yaml.parse(text, Loader=Loader) if isinstance(one, yaml.ScalarEvent)]


# A text with each mistake: PyYAML has no codes for errors, only English sentences.
_SAMPLES: Mapping[Mistake, str] = {
    "star": "a: *b*",
    "tag": "a: !b!c d",
    "character": "a: @b",
    "dash": "a: - b",
    "block": "a: | b",
    "colon": "a: b: c",
    "line": "a: b\nc d\ne: f",
    "indentation": "a:\n  b: c\n d: e",
    "bracket": "a: [b, c\nd: e",
    "quote": "a: 'b",
    "backslash": 'a: "\\h"',
    "alias": "a: *b",
    "anchor": "a: &b c\nd: &b e",
    "document": "a: b\n---\nc: d",
    "rest": "[a] b",
}


def _lists_are_indented() -> bool:
    return dumped({"a": ["b"]}) == "a:\n  - b\n"


def _errors_read_as_expected() -> bool:
    return all(_mistake_in(text) == mistake for mistake, text in _SAMPLES.items())


def _mistake_in(text: str) -> Mistake | None:
    try:
        yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        return complaint(error).mistake
    return None


_ABOUT_DATA: Mapping[str, Callable[[], bool]] = {
    "'resolve' of a loader decides the tag of a node": _tags_are_classes,
    "marks count characters from 0": _marks_count_characters,
    "only quoted scalars have a style": _only_quoted_scalars_have_a_style,
    "a forbidden character raises ReaderError": _forbidden_characters_raise_a_reader_error,
}
_ASSUMPTIONS = {
    **_ABOUT_DATA,
    "errors read as they do in 6.0": _errors_read_as_expected,
    "'increase_indent' of a dumper decides how lists are indented": _lists_are_indented,
}


def check(assumptions: Mapping[str, Callable[[], bool]] = _ASSUMPTIONS) -> None:
    """Check the assumptions of this module about PyYAML.

    Raises:
        AssumptionError: naming the first assumption that does not hold.
    """
    for assumption, holds in assumptions.items():
        if not holds():
            message = f"PyYAML {yaml.__version__} does not work as Izeja assumes: {assumption}"
            raise AssumptionError(message)


@cache
def _check_once() -> None:
    # Takes 0.03 ms. Other assumptions are left out: a message in PyYAML's own words is no reason to stop.
    check(_ABOUT_DATA)
