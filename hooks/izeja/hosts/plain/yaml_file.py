"""Reads `mkdocs.yml`, and what is in front of a hand-written page, as plain data.

Such files name objects of Python and variables of the environment. Pages load no object, and the settings
only those that `python_objects` allows: the options of other programs that need others are not ours.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from izeja.hosts.plain.python_objects import NotUsedError, RelativeFolder, called, named
from izeja.hosts.plain.stopped import StoppedError
from izeja.reading.files import TooLargeError, read_bytes
from izeja.reading.pyyaml import UNREADABLE
from izeja.reading.yaml_errors import yaml_words

MAX_BYTES = 2_000_000
"""A larger file of settings, or page, is refused."""


_OF_YAML = "tag:yaml.org,2002:"
_KINDS = {
    f"{_OF_YAML}bool": "'true' or 'false'",
    f"{_OF_YAML}int": "a whole number",
    f"{_OF_YAML}float": "a number",
    f"{_OF_YAML}timestamp": "a date",
}
"""What values of some tags are, which a text has from its looks or its author."""
_SHOWN = 40
"""The characters of a value that are shown."""


class _NotUsed:
    """Takes the place of a Python object that is not used."""


class _Values(yaml.SafeLoader):
    """Plain data."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Make a value of a node. What is none of its kind is refused at its place."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError):
            if not isinstance(node, yaml.ScalarNode) or node.tag not in _KINDS:
                raise
            message = (
                f"'{node.value[:_SHOWN]}' cannot be read as {_KINDS[node.tag]}: "
                "correct it, or put it in double quotes if it is a text"
            )
            raise yaml.constructor.ConstructorError(None, None, message, node.start_mark) from None


class _Loader(_Values):
    """Plain data, with `!ENV` as in MkDocs; see https://www.mkdocs.org/user-guide/configuration/."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.not_used: list[str] = []


class _SettingsLoader(_Loader):
    """The same with `!relative`, and with the objects of Python that Markdown extensions often need."""


def _from_environment(loader: yaml.Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        named = loader.construct_sequence(node)
        if not named:
            message = "'!ENV []' names no variable"
            raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)
        *names, default = named
    else:
        names, default = [loader.construct_scalar(node)], None  # type: ignore[arg-type]  # else YAML complains
    found = next((str(name) for name in names if str(name) in os.environ), None)
    if found is None:
        return default
    try:
        # A variable is read like a value of the file: `true` is no text.
        return yaml.load(os.environ[found], _Values)  # noqa: S506 - a SafeLoader
    except UNREADABLE as error:
        why = yaml_words(os.environ[found], error)[1]
        message = f"the variable '{found}' of the environment cannot be read: {why}"
        raise yaml.constructor.ConstructorError(None, None, message, node.start_mark) from None


def _python_object(_loader: _Loader, _suffix: str, _node: yaml.Node) -> _NotUsed:
    return _NotUsed()


def _python_name(loader: _SettingsLoader, name: str, _node: yaml.Node) -> Any:
    try:
        return named(name)
    except NotUsedError as error:
        loader.not_used.append(str(error))
        return _NotUsed()


def _python_call(loader: _SettingsLoader, name: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        said = loader.construct_mapping(node, deep=True)
        arguments, keywords = said.get("args") or [], said.get("kwds") or {}
    elif isinstance(node, yaml.SequenceNode):
        arguments, keywords = loader.construct_sequence(node, deep=True), {}
    else:
        arguments, keywords = [], {}
    try:
        return called(name, arguments, keywords)
    except NotUsedError as error:
        loader.not_used.append(str(error))
        return _NotUsed()


def _relative_folder(loader: _SettingsLoader, node: yaml.Node) -> RelativeFolder:
    written = str(loader.construct_scalar(node)) if isinstance(node, yaml.ScalarNode) else "?"
    if written and written.partition("/")[0] not in ("$config_dir", "$docs_dir"):
        message = (
            f"'!relative {written}' must be '!relative', '!relative $config_dir' or '!relative $docs_dir'"
        )
        raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)
    return RelativeFolder(written)


_OF_PYTHON = f"{_OF_YAML}python/"
_Loader.add_constructor("!ENV", _from_environment)
_Loader.add_multi_constructor(_OF_PYTHON, _python_object)
_Loader.add_multi_constructor("!", _python_object)
# Of two beginnings that fit, YAML takes the one that was added first.
_SettingsLoader.yaml_multi_constructors = {
    f"{_OF_PYTHON}name:": _python_name,
    f"{_OF_PYTHON}object/apply:": _python_call,
    **_Loader.yaml_multi_constructors,
}
_SettingsLoader.add_constructor("!relative", _relative_folder)


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
    return _loaded(_Loader, text, shown_as)[0]


def settings_mapping(text: str, shown_as: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the same for the settings of a site, and which objects of Python are left out.

    Args:
        text: the text.
        shown_as: what messages call it.

    Raises:
        StoppedError: as `mapping`.
    """
    return _loaded(_SettingsLoader, text, shown_as)


def _loaded(kind: type[_Loader], text: str, shown_as: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    try:
        loader = kind(text)
        # With aliases, a list can be in itself.
        found = _without_objects(loader.get_single_data())
    except UNREADABLE as error:
        line, why = yaml_words(text, error)
        where = f"{shown_as}:{line}" if line else shown_as
        message = f"{where} is not valid YAML: {why}"
        raise StoppedError(message) from None
    if not isinstance(found, dict | None):
        message = f"{shown_as} must have lines like 'key: value'"
        raise StoppedError(message)
    return {str(name): value for name, value in (found or {}).items()}, tuple(loader.not_used)


def _without_objects(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_objects(one) for name, one in value.items() if not isinstance(one, _NotUsed)}
    if isinstance(value, list):
        return [_without_objects(one) for one in value if not isinstance(one, _NotUsed)]
    return value
