"""The names that other programs give to the fields of a node, and those that somebody says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_USUAL: Mapping[str, Sequence[str]] = {
    field: names.split()
    for field, names in {
        "nodes": "nodes questions steps states screens pages items root tree outcomes results ends endings",
        "start": "start root first initial startnode startquestion startstep startid entry "
        "rootnode rootnodeid initialnode firstnode firstquestion",
        "title": "title name label",
        "id": "id key node nodeid step number from name",
        "text": "question text prompt heading title message label result outcome solution recommendation "
        "action name",
        "body": "body description content details detail help hint explanation narrative",
        "edges": "edges connections transitions links",
        "from": "from source sourceid parent start",
        "answers": "answers options choices responses branches children edges links paths buttons",
        "answer": "answer option choice label text title value condition name answeroption",
        "to": "to next goto target nextid nextnode nextnodeid nextquestion nextstep node leadsto "
        "destination destinationid targetid child id",
        "contact": "contact contacts support handover handoff escalateto escalation",
        "yes": "yes true si",
        "no": "no false",
    }.items()
}
"""Without capitals, hyphens and underscores; the most telling name first."""
FIELDS = tuple(_USUAL)


@dataclass(frozen=True)
class Names:
    """What fields are called. `said` has what somebody says, by field; usual names come after it."""

    said: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def first(self, field: str, keys: Iterable[str]) -> str | None:
        """Return the key of a field among some, None if it is not there."""
        return next(iter(self.all(field, keys)), None)

    def all(self, field: str, keys: Iterable[str]) -> list[str]:
        """Return all keys among some that a field can have, the most telling one first."""
        keys = list(keys)
        said = [key for key in self.said.get(field, ()) if key in keys]
        # Reversed, so that the first one counts of keys that differ only in their signs.
        by_name = {_simple(key): key for key in reversed(keys) if not self._is_taken(key)}
        return [*said, *(by_name[one] for one in _USUAL[field] if one in by_name)]

    def is_called(self, field: str, key: str) -> bool:
        """Return whether a key can be that of a field."""
        return key in self.said.get(field, ()) or (not self._is_taken(key) and _simple(key) in _USUAL[field])

    def _is_taken(self, key: str) -> bool:
        return any(key in keys for keys in self.said.values())


def _simple(key: str) -> str:
    return "".join(sign for sign in key.lower() if sign.isalnum())
