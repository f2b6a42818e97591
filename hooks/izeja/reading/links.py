"""Links on the disk among files that are published: where they lead, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from izeja.reading.containment import real


def does_not_exist(link: Path, shown_as: str) -> str | None:
    """Return what is wrong with a link that leads to nothing or in a circle; None if it leads somewhere."""
    try:
        link.resolve(strict=True)
    except (OSError, RuntimeError):
        return f"{shown_as} is a link to '{link.readlink()}', which does not exist: correct or delete it"
    return None


def is_outside(link: Path, shown_as: str, project: Collection[Path]) -> str | None:
    """Return what is wrong with a link out of these folders: nobody meant to publish such a file."""
    to = real(link)
    if any(to.is_relative_to(real(folder)) for folder in project):
        return None
    return (
        f"{shown_as} is a link to '{link.readlink()}', which is outside of the project: put the file "
        "itself there, or delete the link"
    )


def is_in_itself(link: Path, shown_as: str, top: Path) -> str | None:
    """Return what is wrong with a link below `top` that would be followed without end."""
    to = real(link)
    # By way of other links, it can also be in a folder that its own path does not show.
    depth = len(link.relative_to(top).parts)
    if any(real(folder).is_relative_to(to) for folder in list(link.parents)[:depth]):
        return f"{shown_as} is a link to a folder that it is in: delete it"
    return None
