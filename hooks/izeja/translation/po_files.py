"""PO files through Babel: the only module that relies on Babel's undocumented behaviour.

Babel documents its catalogs at https://babel.pocoo.org/en/stable/api/messages/index.html. It does not
document the following, which `check_assumptions` tries out:

- A strict `read_po` raises `PoFileError` for a file that it does not understand.
- `read_po` raises `ValueError` where the header gives no number of plural forms.
- `Message.lineno` of a message that was read is the line of its `msgid`, counted from 1.
- A message with plural forms has a string for each form that the header announces, "" for a missing one.
- A line `#| msgid "..."` is kept as a comment of the translator that begins with "| ".
- `Catalog.update` leaves the comments and flags of removed messages as they are in `Catalog.obsolete`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping

import babel
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from izeja.language.locales import locale_of

UNREADABLE = (PoFileError, ValueError, LookupError)
"""What a strict `read` raises for a file that is not a catalog."""

_PREVIOUS = "| "
_WRAPPED = re.compile(r'^#\| msgid .*(?:\n#\| (?!msgid_plural ").*)+', re.MULTILINE)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def read(text: str, language: str | None = None, *, strict: bool = False) -> Catalog:
    """Read a catalog from the text of a PO file.

    Args:
        text: of the file, which is UTF-8.
        language: its plural forms are those of a catalog whose header has none.
        strict: whether to raise one of `UNREADABLE` for lines that are not understood, rather than skip them.
    """
    locale = locale_of(language) if language else None
    return read_po(io.BytesIO(text.encode()), locale=locale, charset="utf-8", abort_invalid=strict)


def empty(language: str) -> Catalog:
    """Return a catalog without messages."""
    return Catalog(locale=locale_of(language))


def write(catalog: Catalog, header: str) -> bytes:
    """Write a catalog below a finished header, with each line of a text on a line of its own."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, include_previous=True)
    # Babel wraps `#|` lines even within strings, which GNU gettext refuses.
    text = _WRAPPED.sub(lambda found: found[0].replace(f"\n#{_PREVIOUS}", " "), buffer.getvalue().decode())
    return f"{header}\n{text}".encode()


def forms_of(message: Message) -> list[str]:
    """Return the translations of a message: one, or one for each plural form; "" where one is missing."""
    string = message.string
    return [string or ""] if string is None or isinstance(string, str) else [form or "" for form in string]


def is_complete(message: Message) -> bool:
    """Return whether a message is translated, in each of its plural forms."""
    return all(forms_of(message))


def take_previous(message: Message) -> str:
    """Remove the `#|` lines from the comments of a message; Babel would forget them in an update.

    Returns:
        The source text that they quote, as strings in double quotes, a line each; "" if they quote none.
    """
    quoted = [line.removeprefix(_PREVIOUS) for line in message.user_comments if line.startswith(_PREVIOUS)]
    message.user_comments = [line for line in message.user_comments if not line.startswith(_PREVIOUS)]
    # Other programs write a string on each line; older versions of this one broke lines within strings.
    return "\n".join(_STRING.findall(" ".join(quoted).partition("msgid ")[2]))


def check_assumptions() -> None:
    """Try out the undocumented behaviour of Babel.

    Raises:
        RuntimeError: if this Babel behaves differently; the message says how.
    """
    broken = next((assumption for assumption, holds in _ASSUMPTIONS.items() if not holds()), None)
    if broken:
        message = f"Babel {babel.__version__} breaks an assumption of izeja.translation.po_files: {broken}"
        raise RuntimeError(message)


_EXAMPLE = """
msgid ""
msgstr "Plural-Forms: nplurals=3; plural=n;\\n"

#| msgctxt "old"
#| msgid "An old\\n"
#| "text"
#, fuzzy
msgctxt "a"
msgid "text"
msgstr "teksts"

msgid "thing"
msgid_plural "things"
msgstr[0] "lieta"
"""


def _raises(error: type[Exception], text: str) -> bool:
    try:
        read(text, strict=True)
    except error:
        return True
    return False


def _example(text: str, context: str | None = None) -> Message:
    message = read(_EXAMPLE).get(text, context)
    assert message is not None  # noqa: S101 - the example has it
    return message


def _keeps_removed_messages() -> bool:
    catalog = read(_EXAMPLE)
    catalog.update(Catalog(), no_fuzzy_matching=True)
    removed = [one for one in catalog.obsolete.values() if one.id == "text"]
    return [(one.string, one.fuzzy, len(one.user_comments)) for one in removed] == [("teksts", True, 3)]


_ASSUMPTIONS: Mapping[str, Callable[[], bool]] = {
    "a strict read_po raises PoFileError": lambda: _raises(PoFileError, "msgid"),
    "read_po raises ValueError for plural forms without a number": lambda: _raises(
        ValueError, 'msgid ""\nmsgstr "Plural-Forms: nplurals=x; plural=n;\\n"\n'
    ),
    "Message.lineno is the line of the msgid": lambda: _example("text", "a").lineno == 10,
    "a missing plural form is read as an empty string": lambda: (
        forms_of(_example("thing")) == ["lieta", "", ""]
    ),
    "a line '#|' is read as a comment that begins with a bar": lambda: (
        take_previous(_example("text", "a")) == '"An old\\n"\n"text"'
    ),
    "Catalog.update keeps what removed messages say": _keeps_removed_messages,
}
