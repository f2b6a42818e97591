"""`izeja schema` and `izeja reference`: the tree language for editors and for people."""

from __future__ import annotations

from pathlib import Path

import click

from izeja.cli.options import ending_in
from izeja.cli.output import write
from izeja.language.reference import reference as reference_page
from izeja.language.schema import FILES
from izeja.language.schema import as_json as schema_json
from izeja.reading.writing import write_whole


@click.command(
    short_help="Print a JSON Schema of the tree language, for editors.",
    epilog="Example: izeja schema --write schema",
)
@click.argument("file", metavar="[FILE]", type=click.Choice(tuple(FILES)), default="tree")
@click.option(
    "--write",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas of all kinds of file to this folder. It is created if necessary.",
)
def schema(file: str, folder: Path | None) -> None:
    """Print a JSON Schema of the tree language, for completion and validation in editors.

    FILE is the kind of file: tree (the default), library, terms, contacts or facts. To use the schemas, write
    them to a folder, and begin each file of the library with a line such as this one, with the path from
    there:

    # yaml-language-server: $schema=../schema/tree.json
    """
    if folder is None:
        # Bytes, so that the encoding of the terminal does not change the schema, which ends with a newline.
        write(schema_json(file), newline=False)
        return
    for kind in FILES:
        write_whole(folder / f"{kind}.json", schema_json(kind).encode())


@click.command(
    short_help="Print the reference of the tree language.",
    epilog="Example: izeja reference --write docs/tree-language.md",
)
@click.option(
    "--write",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=ending_in(".md"),
    help="Write the page to this file instead.",
)
def reference(file: Path | None) -> None:
    """Print the reference of the tree language, with examples, as Markdown."""
    if file is None:
        write(reference_page(), newline=False)
        return
    write_whole(file, reference_page().encode())
