"""A file of another program, read in the form that its name or an option says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from izeja.cli.importing.foreign import ForeignTree, Loss, UnreadableError
from izeja.cli.importing.mermaid import read_mermaid
from izeja.cli.importing.names import Names
from izeja.cli.importing.structured import read_structured
from izeja.cli.importing.table import read_table
from izeja.cli.importing.twee import read_twee
from izeja.reading.files import DEFAULT_BOUNDS, TooLargeError, read_bytes

Form: TypeAlias = Literal["yaml", "json", "csv", "mermaid", "twee"]

_READERS: Mapping[Form, Callable[[str, Names], ForeignTree]] = {
    "yaml": lambda text, names: read_structured(text, names, is_json=False),
    "json": lambda text, names: read_structured(text, names, is_json=True),
    "csv": read_table,
    "mermaid": lambda text, _: read_mermaid(text),
    "twee": lambda text, _: read_twee(text),
}
FORMS = tuple(_READERS)
_ENDINGS: Mapping[str, Form] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".md": "mermaid",
    ".markdown": "mermaid",
    ".twee": "twee",
    ".tw": "twee",
}


def read_foreign(file: Path, form: Form | None, names: Names) -> ForeignTree:
    """Read a file as a tree.

    Args:
        file: the file.
        form: what it is; by default what its name says.
        names: what the fields of nodes are called in YAML, JSON or a table.

    Raises:
        UnreadableError: if it is none, or none that can be read.
    """
    form = form or _ENDINGS.get(file.suffix.lower())
    if form is None:
        message = f"its name does not say what it is; give --as {', '.join(FORMS)}"
        raise UnreadableError(message)
    try:
        text = read_bytes(file, DEFAULT_BOUNDS.size).decode("utf-8-sig")
    except TooLargeError as error:
        raise UnreadableError(str(error)) from None
    except UnicodeDecodeError:
        message = "it is not saved as UTF-8; save it again in this encoding"
        raise UnreadableError(message) from None
    tree = _READERS[form](text.replace("\r\n", "\n"), names)
    if not tree.nodes:
        first = min(tree.losses, default=Loss(0, ""))
        raise UnreadableError("; ".join(filter(None, ("there are no nodes in it", first.what))), first.line)
    return tree
