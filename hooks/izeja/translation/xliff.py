"""Catalogs as XLIFF for translation tools, written and read back without loss.

One document has all catalogs of a language, each as a `<file>`, whose notes are the remarks for the
translator. Terms, code and addresses are codes, so that tools lock them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from lxml import etree

from izeja.translation import xliff_1, xliff_2
from izeja.translation.po_entries import PoFile
from izeja.translation.xliff_units import Document, XliffError

MAX_BYTES = 50_000_000
"""A larger document is not read."""
VERSIONS: Mapping[str, ModuleType] = {"1.2": xliff_1, "2.0": xliff_2}
_READERS: Mapping[str, ModuleType] = {
    xliff_1.NAMESPACE: xliff_1,
    xliff_2.NAMESPACE: xliff_2,
    xliff_2.NAMESPACE_OF_2_2: xliff_2,
}


def as_xliff(
    catalogs: Mapping[str, PoFile], source_language: str, language: str, version: str = "2.0"
) -> bytes:
    """Write catalogs as one document.

    Args:
        catalogs: the catalogs of a language, by their parts.
        source_language: the language of the library.
        language: the language of the catalogs.
        version: one of `VERSIONS`.
    """
    # XLIFF has the codes of BCP 47.
    codes = (one.replace("_", "-") for one in (source_language, language))
    root = VERSIONS[version].write(catalogs, *codes)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def read_xliff(content: bytes) -> Document:
    """Read a document of any of the versions.

    Args:
        content: the file. Nothing that it refers to is fetched. One that declares entities is refused.

    Raises:
        XliffError: if it is not XLIFF, or has translations into several languages.
    """
    if not content.strip():
        message = "the file is empty\n  = get it again from your tool"
        raise XliffError(message)
    # The file comes from outside: it must not read other files or the network, or grow without end.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = (
            f"this is not valid XML: {error.msg}\n  = the file may be cut off: get it again from your tool"
            if _is_marked_up(content)
            else "this is not XML, so it cannot be XLIFF\n  = export it from your tool as XLIFF"
        )
        raise XliffError(message) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs leave it out
        message = "this has a DOCTYPE, which XLIFF has no use for\n  = get the file again from your tool"
        raise XliffError(message)
    for namespace, version in _READERS.items():
        if root.tag == f"{{{namespace}}}xliff":
            document: Document = version.read(root)
            return document
    message = (
        "this is not XLIFF 1.2 or 2\n  = set your tool to keep the version of XLIFF of the exported file"
    )
    raise XliffError(message)


def _is_marked_up(content: bytes) -> bool:
    """Return whether a file begins as XML does, in UTF-8 or UTF-16."""
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
