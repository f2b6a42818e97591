"""The reference page of the tree language: the schemas as Markdown, with examples.

Its tables follow from the schemas. Its examples are cut out of the files in `example`, each read and
validated alone: the page needs no library, so it is in the package of the language that it describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

from pydantic import BaseModel

from izeja.language.schema import EXPECTED, FILES, Schema, schema
from izeja.language.tree import Tree
from izeja.language.validation import validate
from izeja.reading.files import decode
from izeja.reading.folder import tree_files
from izeja.reading.parse import parse
from izeja.reading.source import Source

EXAMPLE = Path(__file__).parent / "example"

_INTRODUCTION = """\
<!-- `make schema` writes this page, from hooks/izeja/language/nodes.py and the modules beside it. -->

# The tree language

A library is a folder with a `library.yml`. Every other `*.yml` file in it is a tree, except `terms.yml`,
`contacts.yml`, `facts.yml` and the files in `translations/`. A tree's path is its id, and the address of its
page.

- Files are YAML, and every value is read as text: `no`, `007` and `2026-11-22` stay as they are written.
  Anchors, aliases, merge keys and tags are not part of the language.
- The first key of a node says what it is. To say where it leads (`to`, `next`), write the id of a node of the
  same tree, or the file of another tree, relative to this file: `other.yml`, or `other.yml#node` for a node
  other than its start.
- In every text, `{name}` stands for an entry of `terms.yml`, and `` `code` `` is what customers type or read
  letter by letter. A line of text has nothing else but words.
- A longer text (`body`) can also have paragraphs, lists, `*emphasis*`, `**strong emphasis**`, and links to
  `https:` URLs, tree files, hand-written pages of the site, or `contact:KEY`. Full `https:` URLs and e-mail
  addresses become links without further signs.
- It can have headings of one level (`## Words`), tables with a line of hyphens below their first row, and
  code blocks between two lines with three backticks. A note that stands out begins with `> [!WARNING]`, and
  each of its lines with `> `; the others are `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]` and `[!CAUTION]`.
- A longer text can show pictures and videos that are files of the library: `![what it shows](plug.png)`. The
  path begins at the folder of the text's file. What is in brackets is required, and a video is a paragraph of
  its own. Pictures are PNG, JPEG, WebP, AVIF or SVG, and videos MP4 (H.264) or WebM.
- Beside `plug.png`, `plug.lv.png` is the picture in Latvian. A video `restart.mp4` has captions in each
  language, `restart.en.vtt` and `restart.lv.vtt`, and can have a picture to begin with, `restart.jpg`.
- Two facts in one condition, ranges of months or years, and remembering what a date or a number showed are
  written with several questions: see [the handbook][several].

Editors can check and complete all of this: see “In your editor” in the [README](../../README.md).

[several]: ../writers/by-example.md#two-facts-years-and-what-a-number-showed
"""


def reference() -> str:
    """Write the reference page of the tree language.

    Returns:
        Markdown: a section for each kind of file and for each kind of entry in it, with a table of its keys,
        and examples that show every key that the files in `example` use.
    """
    return "\n".join([_INTRODUCTION, *(line for file in FILES for line in _file(file, _read_trees()))])


class _Example(NamedTuple):
    source: Source
    tree: Tree


def _read(name: str) -> Source:
    return decode(EXAMPLE / name, name)[0]


def _read_trees() -> list[_Example]:
    found = [(source, parse(source).data) for source in map(_read, tree_files(EXAMPLE))]
    return [_Example(source, tree) for source, data in found if (tree := validate(Tree, data, source)[0])]


def _file(file: str, trees: list[_Example]) -> Iterator[str]:
    described = schema(file)
    yield f"## {'Trees' if file == 'tree' else f'`{file}.yml`'}\n"
    yield f"{described['description']}\n"
    yield from _table(described, described)
    yield _fenced(_head(trees[0].source) if file == "tree" else _read(f"{file}.yml").text)
    for name in dict.fromkeys(_used(described, described)):
        definition = described["definitions"][name]
        yield f"### {name}\n"
        yield f"{definition['description']}\n"
        yield from _table(definition, described)
        yield from map(_fenced, _examples(name, trees) if file == "tree" else ())


def _used(made: Any, root: Schema) -> Iterator[str]:
    # Definitions come in the order in which a reader meets them.
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
    # A file that is one mapping, such as terms.yml, has entries in place of keys.
    if "properties" not in described:
        yield f"A {_what(described)}.\n"
        return
    yield "| key | required | value | what it is for |"
    yield "|---|---|---|---|"
    for key, value in described["properties"].items():
        required = "yes" if key in described.get("required", ()) else ""
        default = f" (default: `{value['default']}`)" if "default" in value else ""
        explained = root["definitions"][_name(value["$ref"])] if "$ref" in value else value
        yield f"| `{key}` | {required} | {_what(value)}{default} | {explained.get('description', '')} |"
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
            return message.removeprefix(EXPECTED)
        case {"type": "integer", "minimum": low, "maximum": high}:
            return f"whole number from {low:,} to {high:,}"
    return "date" if value.get("format") == "date" else "text"


def _either(choices: Iterable[str]) -> str:
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last


def _fenced(yaml: str) -> str:
    lines = [line for line in yaml.strip().splitlines() if not line.startswith("# yaml-language-server")]
    return "\n".join(["```yaml", *lines, "```", ""])


def _head(source: Source) -> str:
    return source.text.partition("\nnodes:\n")[0].strip() + "\n\nnodes:\n  ..."


def _examples(kind: str, trees: list[_Example]) -> Iterator[str]:
    """Cut out the nodes of a kind, each of which shows a key for the first time."""
    shown: set[str] = set()
    for source, tree in trees:
        for node_id, node in tree.nodes.items():
            if type(node).__name__ == kind and not shown >= set(_keys(node)):
                shown |= set(_keys(node))
                yield _cut(source, node_id)


def _keys(entry: BaseModel) -> Iterator[str]:
    for name in entry.model_fields_set:
        yield f"{type(entry).__name__}.{name}"
        value = getattr(entry, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from _keys(item)


def _cut(source: Source, node_id: str) -> str:
    rest = source.text.splitlines()[source.key("nodes", node_id).line - 1 :]
    indent = len(rest[0]) - len(rest[0].lstrip())
    # A node ends at the first line that is indented no deeper than its own key; blank lines don't count.
    ends = (n for n, line in enumerate(rest) if n and re.match(rf" {{0,{indent}}}\S", line))
    return dedent("\n".join(rest[: next(ends, len(rest))]))
