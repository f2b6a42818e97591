"""Reading catalogs line by line, as strictly as GNU gettext's `msgfmt --check` does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from izeja.language.fields import is_blank
from izeja.reading.characters import TYPOGRAPHIC_QUOTES, name_of
from izeja.translation.po_entries import Entry, Line, PoFile
from izeja.translation.po_strings import UNKNOWN_ESCAPE, Key, with_usual_escapes

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_KEYWORD = r"msgctxt|msgid_plural|msgid|msgstr(?:\[\d{1,2}\])?"
_LINE = re.compile(rf"[ \t]*(#~)?[ \t]*({_KEYWORD})?[ \t]*({_STRING})\s*")
PREVIOUS = re.compile(rf"[ \t]*#~?\|[ \t]*(?:msgctxt|msgid_plural|msgid)?[ \t]*{_STRING}\s*")
_TYPOGRAPHIC_QUOTE = re.compile(rf'^[^"]*?([{"".join(TYPOGRAPHIC_QUOTES)}])[^"]*$')
FORMS = re.compile(r"nplurals\s*=\s*(\d{1,2})(?!\d)")
"""How a header says how many plural forms there are: no language has more than six."""
_NEXT = {"": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgid_plural", "msgstr")}
_HINT = "a message is: comments, msgctxt (if it has one), msgid, msgstr, each once and in this order"


_HINT_FOR_LINE = "write a comment ('# ...'), or msgctxt, msgid or msgstr followed by text in double quotes"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that is wrong, and the line that it contradicts, if there is one."""

    message: str
    line: int
    hint: str
    first: int | None = None


@dataclass
class _Parser:
    """The messages that were read so far, and the lines that belong to the next one."""

    entries: list[Entry] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    last: str = ""
    """The keyword of the last string of the message that is being read; "" between messages."""
    has_other_lines: bool = False

    def read(self, text: str) -> None:
        for number, line in enumerate(text.split("\n"), 1):
            stripped = line.strip()
            if not stripped:
                self.waiting.append(Line("empty", line))
            elif stripped[0] == "#" and not _is_keyword(stripped):
                self._comment(line, stripped, number)
            else:
                self._string(line, number)
        self._finish()

    def _comment(self, line: str, stripped: str, number: int) -> None:
        if self.last and not self.last.startswith("msgstr"):
            message = "this comment is in the middle of a message"
            self.mistakes.append(Mistake(message, number, "move it above the message"))
        kind = _kind_of_comment(stripped)
        if kind == "previous" and not PREVIOUS.fullmatch(line):
            hint = 'write the older text in double quotes (#| msgid "..."), or delete the line'
            self.mistakes.append(Mistake("this line is not valid in a catalog", number, hint))
        self.waiting.append(Line(kind, line, number))

    def _string(self, line: str, number: int) -> None:
        found = _LINE.fullmatch(line)
        if found is None:
            hint = _hint_for_line(line)
            # A file of another kind has only such lines. What follows is read as if this were a translation.
            if hint != _HINT_FOR_LINE or not self.has_other_lines:
                self.has_other_lines = self.has_other_lines or hint == _HINT_FOR_LINE
                self.mistakes.append(Mistake("this line is not valid in a catalog", number, hint))
            self.last = "msgstr"
            return
        self.mistakes += _wrong_escapes(found[3], number)
        keyword = found[2] or ""
        if keyword:
            self._begin(keyword, number)
        elif not self.last or any(one.kind != "empty" for one in self.waiting):
            self.mistakes.append(Mistake("this text belongs to no msgid or msgstr", number, _HINT))
            self.last = self.last or "msgstr"
        if not self.entries:
            self.entries.append(Entry([]))
        entry = self.entries[-1]
        entry.lines += [*self.waiting, Line(self.last, line, number)]
        self.waiting = []
        first = entry.lines[-2] if len(entry.lines) > 1 and entry.lines[-2].kind.startswith("msg") else None
        if first is not None and _is_keyword(first.text.strip()) != bool(found[1]):
            message = "only a part of this message is commented out with '#~'"
            hint = "write '#~' before each of its lines, or before none"
            self.mistakes.append(Mistake(message, number, hint, first.number))

    def _begin(self, keyword: str, number: int) -> None:
        """Begin with a keyword: the next message, or the next part of this one."""
        if keyword in ("msgctxt", "msgid") and (self.last.startswith("msgstr") or not self.last):
            self._start()
        elif not self._may_follow(keyword):
            self._out_of_order(keyword, number)
            if keyword in ("msgctxt", "msgid"):
                self._start()
        self.last = keyword

    def _start(self) -> None:
        blank = [line.text for line in takewhile(lambda line: line.kind == "empty", self.waiting)]
        del self.waiting[: len(blank)]
        self.entries.append(Entry([], blank))

    def _may_follow(self, keyword: str) -> bool:
        if self.last == "msgid_plural":
            return keyword == "msgstr[0]"
        if self.last.startswith("msgstr["):
            return keyword == f"msgstr[{int(self.last[7:-1]) + 1}]"
        return keyword in _NEXT.get(self.last, ())

    def _out_of_order(self, keyword: str, number: int) -> None:
        first = self.entries[-1].number_of(keyword) if self.entries else None
        if first is not None and keyword.startswith("msgstr"):
            message = f"this message has '{keyword}' twice"
            hint = "keep the translation that is right, and delete the other one"
        elif keyword in ("msgctxt", "msgid"):
            message, hint = "the message above has no msgstr", _HINT
            first = self.entries[-1].number_of("msgid")
        else:
            message, hint = f"'{keyword}' cannot be here", _HINT
        self.mistakes.append(Mistake(message, number, hint, first))

    def _finish(self) -> None:
        if self.last and not self.last.startswith("msgstr"):
            number = self.entries[-1].number_of(self.last) or 0
            self.mistakes.append(Mistake("the last message has no msgstr", number, _HINT))


def parse(text: str) -> tuple[PoFile, tuple[Mistake, ...]]:
    """Read a catalog from its text.

    Returns:
        The catalog, and what is wrong with it; the catalog is whole only if there are no mistakes.
    """
    parser = _Parser()
    parser.read(text)
    end = "\r" if "\r\n" in text else ""
    for entry in parser.entries:
        entry.end = end
    catalog = PoFile(parser.entries, [line.text for line in parser.waiting], end)
    mistakes = (
        [*_conflicts(text)]
        or parser.mistakes
        or [*_twice(catalog), *_wrong_forms(catalog), *_wrong_ends(catalog)]
    )
    return catalog, tuple(mistakes)


def _wrong_escapes(string: str, number: int) -> Iterator[Mistake]:
    if UNKNOWN_ESCAPE.search(string):
        hint = r"write \\ for a backslash, \" for a quotation mark and \n for a line break"
        yield Mistake("gettext does not know a backslash before this letter", number, hint)
        return
    if "\\" not in string:
        return
    for char in with_usual_escapes(string):
        if char not in string and char == "\N{REPLACEMENT CHARACTER}":
            message = "the numbers after backslashes here are no character in UTF-8"
            yield Mistake(message, number, "write the character itself")
        elif char not in string and unicodedata.category(char) == "Cc":
            message = f"a backslash here stands for {name_of(char)}, which nobody can read"
            yield Mistake(message, number, r"delete it, or write \\ if a backslash is meant")


def _hint_for_line(line: str) -> str:
    if line.count('"') > 2:
        return 'write \\" for a quotation mark inside the text'
    if found := _TYPOGRAPHIC_QUOTE.search(line):
        return f"type '\"' at both ends of the text, and not '{found[1]}', which word processors write"
    if line.count('"') == 1:
        return "add the missing double quote: a text has one at each end"
    return _HINT_FOR_LINE


def _conflicts(text: str) -> Iterator[Mistake]:
    """Yield where git has left two versions of some lines."""
    begin = None
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("<<<<<<<"):
            begin = number
        elif line.startswith(">>>>>>>") and begin is not None:
            hint = (
                "keep the right translations, and delete the others and the marks (<<<<<<<, =======, >>>>>>>)"
            )
            yield Mistake("a merge of branches left two versions here", begin, hint, number)
            begin = None
    if begin is not None:
        hint = "delete it; if a message is in this file twice now, keep the one with the right translation"
        yield Mistake("a merge of branches left this mark here", begin, hint)


def _is_keyword(stripped: str) -> bool:
    return stripped.startswith("#~") and not stripped.startswith("#~|")


def _kind_of_comment(stripped: str) -> str:
    if stripped.startswith(("#|", "#~|")):
        return "previous"
    return {".": "remark", ":": "place", ",": "flags"}.get(stripped[1:2], "note")


def _twice(catalog: PoFile) -> Iterator[Mistake]:
    first: dict[Key, int] = {}
    for entry in catalog.entries:
        # Without its #~, an obsolete message is one like any other to gettext.
        number = entry.number_of("msgid") or 0
        if entry.key in first:
            message = f"this {'message' if entry.source else 'header'} is in the catalog twice"
            hint = "keep the one with the right translation, and delete the other one"
            yield Mistake(message, number, hint, first[entry.key])
        first.setdefault(entry.key, number)


def _wrong_forms(catalog: PoFile) -> Iterator[Mistake]:
    header = next((entry for entry in catalog.entries if not any(entry.key)), None)
    announced = FORMS.search("".join(header.forms)) if header else None
    if header is None or announced is None:
        if header is not None and "nplurals" in header.forms[0]:
            line = next(one.number for one in header.lines if "nplurals" in one.text)
            hint = "write 'nplurals=' and a number, as in another catalog of this language"
            yield Mistake("the plural forms of this catalog are not valid", line, hint)
        return
    count = int(announced[1])
    line = next((one.number for one in header.lines if "nplurals" in one.text), 1)
    for entry in _checked(catalog):
        if entry.plural is not None and len(entry.forms) != count:
            message = f"there are {len(entry.forms)} plural forms here, but the header says {count}"
            hint = f"write msgstr[0] to msgstr[{count - 1}]"
            yield Mistake(message, entry.number_of("msgstr[0]") or 0, hint, line)


def _wrong_ends(catalog: PoFile) -> Iterator[Mistake]:
    for entry in _checked(catalog):
        sources = [entry.source, *([entry.plural] if entry.plural is not None else [])]
        for text in (*sources[1:], *filter(None, entry.forms)):
            for found, place in ((str.startswith, "begin"), (str.endswith, "end")):
                if found(text, "\n") != found(entry.source, "\n"):
                    message = rf"the source text and its translation do not both {place} with \n"
                    line = entry.number_of("msgstr") or entry.number_of("msgstr[0]") or 0
                    yield Mistake(
                        message, line, rf"{place} both with \n, or neither", entry.number_of("msgid")
                    )


def _checked(catalog: PoFile) -> Iterator[Entry]:
    """Yield the messages whose translations are used."""
    for entry in catalog.entries:
        if entry.source and not entry.is_obsolete and not entry.fuzzy and not all(map(is_blank, entry.forms)):
            yield entry
