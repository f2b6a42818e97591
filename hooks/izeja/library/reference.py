"""The reference page of the tree language: what an editor knows, as Markdown, with examples.

Tables follow from the schemas. The examples are cut out of a library of its own, in the folder `example`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

from pydantic import BaseModel

from izeja.language.schema import FILES, WANTED, Schema, schema
from izeja.library.library import Library, read_library

EXAMPLE = Path(__file__).parent / "example"

_INTRODUCTION = """\
<!-- `make schema` writes this page, from hooks/izeja/model.py and hooks/izeja/example. -->

# The tree language

A library is a folder with a `library.yml`. Every other file `*.yml` in it is a tree, but for `terms.yml`,
`contacts.yml` and what is in `translations/`. A tree's path is its id, and its page's address.

- Files are YAML, and every value is taken as it is written: `no`, `007` and `2026-11-22` are texts. Anchors,
  aliases, merge keys and tags are not part of the language.
- A node is what its first key says. Where it leads (`to`, `next`), write the id of a node of the same tree,
  or another tree's file, from this file's folder: `other.yml`, or `other.yml#node` for a node that is not
  its start.
- In every text, `{name}` stands for an entry of `terms.yml`. A line of text has nothing but words and terms;
  a longer text (`body`) also has paragraphs, lists, `*emphasis*`, `**strong emphasis**` and links, which lead
  to `https:` addresses, tree files, hand-written pages of the site, or `contact:KEY`.

Editors know all of this: see “In your editor” in the [README](../../README.md).
"""


def reference() -> str:
    """Write the reference page of the tree language.

    Returns:
        Markdown: a section for each kind of file and each part of it, with a table of its keys, and
        examples in which every key is shown that the example library uses.

    Raises:
        ValueError: if the example library cannot be read.
    """
    library, _, _ = read_library(EXAMPLE)
    if library is None:
        raise ValueError("the example library cannot be read")
    return "\n".join([_INTRODUCTION, *(part for file in FILES for part in _file(file, library))])


def _file(file: str, library: Library) -> Iterator[str]:
    described = schema(file)
    yield f"## {'Trees' if file == 'tree' else f'`{file}.yml`'}\n"
    yield f"{described['description']}\n"
    yield from _table(described, described)
    yield from map(_fenced, [_head(library)] if file == "tree" else [library.source_of(file).text])
    for name in dict.fromkeys(_used(described, described)):
        definition = described["definitions"][name]
        yield f"### {name}\n"
        yield f"{definition['description']}\n"
        yield from _table(definition, described)
        yield from map(_fenced, _examples(name, library) if file == "tree" else ())


def _used(made: Any, root: Schema) -> Iterator[str]:
    # The definitions, in the order in which a reader meets them.
    if isinstance(made, list):
        for item in made:
            yield from _used(item, root)
    if isinstance(made, dict):
        for key, value in made.items():
            if key == "$ref":
                yield _name(value)
                yield from _used(root["definitions"][_name(value)], root)
            elif key != "definitions":
                yield from _used(value, root)


def _table(described: Schema, root: Schema) -> Iterator[str]:
    if "properties" not in described:
        yield f"A {_what(described)}.\n"
        return
    yield "| key | required | what stands there | what it is for |"
    yield "|---|---|---|---|"
    for key, value in described["properties"].items():
        required = "yes" if key in described.get("required", ()) else ""
        default = f" (without it: `{value['default']}`)" if "default" in value else ""
        told = root["definitions"][_name(value["$ref"])] if "$ref" in value else value
        yield f"| `{key}` | {required} | {_what(value)}{default} | {told.get('description', '')} |"
    yield ""


def _name(target: str) -> str:
    return target.rpartition("/")[2]


def _what(value: Schema) -> str:
    match value:
        case {"$ref": str(target)} | {"allOf": [{"$ref": str(target)}]}:
            return f"[{_name(target).lower()}](#{_name(target).lower()})"
        case {"oneOf": choices} | {"anyOf": choices}:
            return _either(map(_what, choices))
        case {"type": "array", "items": items}:
            return f"list (each: {_what(items)})"
        case {"patternProperties": entries}:
            return f"mapping (each: {_either(map(_what, entries.values()))})"
    return _what_scalar(value)


def _what_scalar(value: Schema) -> str:
    match value:
        case {"enum": list(choices)}:
            return _either(f"`{choice}`" for choice in choices)
        case {"const": only}:
            return f"`{str(only).lower()}`"
        case {"examples": examples}:
            return "like " + _either(f"`{example}`" for example in examples)
        case {"patternErrorMessage": str(message)}:
            return message.removeprefix(WANTED[0]).removesuffix(WANTED[1])
        case {"type": "integer", "minimum": low, "maximum": high}:
            return f"whole number from {low:,} to {high:,}"
    return "date" if value.get("format") == "date" else "text"


def _either(choices: Iterable[str]) -> str:
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last


def _fenced(yaml: str) -> str:
    lines = [line for line in yaml.strip().splitlines() if not line.startswith("# yaml-language-server")]
    return "\n".join(["```yaml", *lines, "```", ""])


def _head(library: Library) -> str:
    tree_id = next(iter(library.trees))
    text = library.source_of(tree_id).text
    return text.partition("\nnodes:\n")[0].strip() + "\n\nnodes:\n  ..."


def _examples(kind: str, library: Library) -> Iterator[str]:
    """Cut the nodes of a kind out of the example library, each of which shows a key for the first time."""
    shown: set[str] = set()
    for tree_id, tree in library.trees.items():
        for node_id, node in tree.nodes.items():
            if type(node).__name__ == kind and not shown >= set(_keys(node)):
                shown |= set(_keys(node))
                yield _cut(library, tree_id, node_id)


def _keys(part: BaseModel) -> Iterator[str]:
    for name in part.model_fields_set:
        yield f"{type(part).__name__}.{name}"
        value = getattr(part, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from _keys(item)


def _cut(library: Library, tree_id: str, node_id: str) -> str:
    source = library.source_of(tree_id)
    rest = source.text.splitlines()[source.key("nodes", node_id).line - 1 :]
    indent = len(rest[0]) - len(rest[0].lstrip())
    ends = (n for n, line in enumerate(rest) if n and re.match(rf" {{0,{indent}}}\S", line))
    return dedent("\n".join(rest[: next(ends, len(rest))]))
