"""Reads `mkdocs.yml`, and what is in front of a hand-written page, as plain data.

Such files name objects of Python and variables of the environment. No object is loaded: the options of other
programs that need one are not ours.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from izeja.hosts.plain.stopped import StoppedError
from izeja.reading.files import TooLargeError, read_bytes

MAX_BYTES = 2_000_000
"""A larger file of settings, or page, is refused."""


class PythonObject:
    """Takes the place of a Python object, which is not loaded."""


class _Loader(yaml.SafeLoader):
    """Plain data, with `!ENV` as in MkDocs; see https://www.mkdocs.org/user-guide/configuration/."""


def _from_environment(loader: yaml.Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        named = loader.construct_sequence(node)
        if not named:
            message = "'!ENV []' names no variable"
            raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)
        *names, default = named
    else:
        names, default = [loader.construct_scalar(node)], None  # type: ignore[arg-type]  # else YAML complains
    found = next((os.environ[str(name)] for name in names if str(name) in os.environ), None)
    # A variable is read like a value of the file: `true` is no text.
    return default if found is None else yaml.safe_load(found)


def _python_object(_loader: yaml.Loader, _suffix: str, _node: yaml.Node) -> PythonObject:
    return PythonObject()


_Loader.add_constructor("!ENV", _from_environment)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _python_object)
_Loader.add_multi_constructor("!", _python_object)


def read_text(file: Path) -> str:
    """Return the text of a file.

    Raises:
        StoppedError: it cannot be read.
    """
    try:
        return read_bytes(file, MAX_BYTES).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        message = f"'{file}' is not UTF-8: save it in this encoding"
        raise StoppedError(message) from None
    except (OSError, TooLargeError) as error:
        message = f"cannot read '{file}': {getattr(error, 'strerror', None) or error}"
        raise StoppedError(message) from None


def mapping(text: str, shown_as: str) -> dict[str, Any]:
    """Return a YAML text that has to be a mapping, without the values that are objects of Python.

    Args:
        text: the text.
        shown_as: what messages call it.

    Raises:
        StoppedError: it is no YAML, or no mapping.
    """
    try:
        # A SafeLoader, which makes no objects; with aliases, a list can be in itself.
        found = _without_objects(yaml.load(text, Loader=_Loader))  # noqa: S506 - see above
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{shown_as}:{mark.line + 1}" if mark else shown_as
        message = f"{where} is not valid YAML: {getattr(error, 'problem', None) or error}"
        raise StoppedError(message) from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        message = f"{shown_as} must have lines like 'key: value'"
        raise StoppedError(message)
    return {str(name): value for name, value in found.items()}


def _without_objects(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _without_objects(one) for name, one in value.items() if not isinstance(one, PythonObject)
        }
    if isinstance(value, list):
        return [_without_objects(one) for one in value if not isinstance(one, PythonObject)]
    return value
