"""Remarks in catalogs that come from memories and glossaries, and stay until a text is translated."""

from __future__ import annotations

from collections.abc import Sequence

from izeja.translation.po_entries import Entry, wrapped

FROM_MEMORY = "[memory]"
FROM_GLOSSARY = "[glossary]"


def propose(message: Entry, proposals: Sequence[str]) -> None:
    """Put proposals below the other remarks on a message, in place of earlier ones.

    Without new ones, the earlier ones stay.
    """
    if proposals:
        others = message.remarks[: len(message.remarks) - len(proposals_of(message))]
        message.remarks = [*others, *proposals]


def with_proposals(message: Entry, remarks: Sequence[str]) -> list[str]:
    """Return new remarks on a message, together with its proposals if it still waits for a translation."""
    if message.is_complete and not message.fuzzy:
        return list(remarks)
    return [*remarks, *proposals_of(message, remarks)]


def proposals_of(message: Entry, remarks: Sequence[str] = ()) -> list[str]:
    """Return the lines of the proposals on a message: the first one has a mark, and all that follow are.

    Args:
        message: the message.
        remarks: what else is said about it, in which the marks mean nothing.
    """
    lines, others = message.remarks, set(wrapped(remarks))
    marks = (FROM_MEMORY, FROM_GLOSSARY)
    first = (number for number, line in enumerate(lines) if line.startswith(marks) and line not in others)
    return lines[next(first, len(lines)) :]
