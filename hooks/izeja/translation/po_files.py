"""PO files through Babel: the only module that relies on what Babel does not document.

Babel documents its catalogs at https://babel.pocoo.org/en/stable/api/messages/index.html. It does not
document the following, which `check_assumptions` tries out:

- `read_po` raises `ValueError` where the header gives no number of plural forms.
- `Message.lineno` of a message that was read is the line of its `msgid`, counted from 1.
- A message with plural forms has a string for each form that the header announces, "" for a missing one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout

import babel
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from izeja.language.fields import is_blank
from izeja.language.locales import locale_of
from izeja.translation.po_strings import with_usual_escapes


def read(text: str, language: str | None = None) -> Catalog:
    """Read a catalog from the text of a PO file.

    Args:
        text: of the file, which is UTF-8.
        language: its plural forms are those of a catalog whose header has none.
    """
    locale = locale_of(language) if language else None
    # Babel does not know all escapes of gettext.
    text = with_usual_escapes(text)
    # It also prints what it does not understand, which would mix with the output of a command.
    with redirect_stdout(io.StringIO()):
        return read_po(io.BytesIO(text.encode()), locale=locale, charset="utf-8")


def forms_of(message: Message) -> list[str]:
    """Return the translations of a message: one, or one for each plural form; "" for one that is blank."""
    string = message.string
    forms = [string or ""] if string is None or isinstance(string, str) else [form or "" for form in string]
    return ["" if is_blank(form) else form for form in forms]


def is_complete(message: Message) -> bool:
    """Return whether a message is translated, in each of its plural forms."""
    return all(forms_of(message))


def check_assumptions() -> None:
    """Try out what Babel does not document.

    Raises:
        RuntimeError: if this Babel does something else, naming what.
    """
    broken = next((assumption for assumption, holds in _ASSUMPTIONS.items() if not holds()), None)
    if broken:
        message = f"Babel {babel.__version__} breaks an assumption of izeja.translation.po_files: {broken}"
        raise RuntimeError(message)


_EXAMPLE = """
msgid ""
msgstr "Plural-Forms: nplurals=3; plural=n;\\n"

msgctxt "a"
msgid "text"
msgstr "teksts"

msgid "thing"
msgid_plural "things"
msgstr[0] "lieta"
"""


def _raises(error: type[Exception], text: str) -> bool:
    try:
        read(text)
    except error:
        return True
    return False


def _example(text: str, context: str | None = None) -> Message:
    message = read(_EXAMPLE).get(text, context)
    assert message is not None  # noqa: S101 - the example has it
    return message


_ASSUMPTIONS: Mapping[str, Callable[[], bool]] = {
    "read_po raises ValueError for plural forms without a number": lambda: _raises(
        ValueError, 'msgid ""\nmsgstr "Plural-Forms: nplurals=x; plural=n;\\n"\n'
    ),
    "Message.lineno is the line of the msgid": lambda: _example("text", "a").lineno == 6,
    "a missing plural form is read as an empty string": lambda: (
        forms_of(_example("thing")) == ["lieta", "", ""]
    ),
}
