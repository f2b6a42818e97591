"""What a memory has for some texts: translations of the same text, and of texts that are like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz import fuzz, process

from izeja.translation.memory.units import Unit, plain

LEAST_PERCENT = 75
"""How much of two texts must be the same for a translation of one to help with the other."""
_MOST_NEAR = 3
_MOST_EXACT = 20
_LONGEST = 10_000
"""No text of a library is longer, so no longer one is like it."""


class Near(NamedTuple):
    """A translation of a text that is like the wanted one, and how much of both is the same, in percent."""

    unit: Unit
    percent: int


@dataclass
class _Found:
    """What was found for a text: units by their translations, so that none is proposed twice."""

    contexts: frozenset[str]
    exact: dict[str, Unit] = field(default_factory=dict)
    near: dict[str, Near] = field(default_factory=dict)


class Finder:
    """Compares every unit that it is given with all wanted texts, and keeps the best ones.

    It keeps no others, so a long list of units needs no more space than a short one.

    Args:
        wanted: the contexts of each text that waits for a translation.
    """

    def __init__(self, wanted: Mapping[str, Iterable[str]]) -> None:
        self._found: dict[str, _Found] = {}
        for text, contexts in wanted.items():
            known = self._found.get(plain(text), _Found(frozenset())).contexts
            self._found[plain(text)] = _Found(known | set(contexts))
        self._texts = list(self._found)

    def offer(self, unit: Unit) -> None:
        """Compare a unit with the wanted texts. Of equals, the one that is offered first counts."""
        if unit.source in self._found:
            self._keep_exact(self._found[unit.source], unit)
        if len(unit.source) > _LONGEST:
            return
        for text, score, _ in process.extract_iter(
            unit.source, self._texts, scorer=fuzz.ratio, score_cutoff=LEAST_PERCENT
        ):
            if text != unit.source:
                # Only the same text is the same to the hundredth part.
                self._keep_near(self._found[text], Near(unit, min(int(score), 99)))

    def exact(self, text: str, context: str = "") -> list[Unit]:
        """Return the translations of a text, that of the same context first."""
        found = self._found[plain(text)].exact.values()
        return sorted(found, key=lambda unit: context not in unit.contexts)

    def near(self, text: str) -> list[Near]:
        """Return translations of texts that are like this one, the most similar first."""
        return sorted(self._found[plain(text)].near.values(), key=lambda near: -near.percent)

    def _keep_exact(self, found: _Found, unit: Unit) -> None:
        contexts = unit.contexts & found.contexts
        before = found.exact.get(unit.translation)
        if before is not None:
            found.exact[unit.translation] = replace(before, contexts=before.contexts | contexts)
        elif len(found.exact) < _MOST_EXACT or contexts:
            found.exact[unit.translation] = replace(unit, contexts=contexts)

    def _keep_near(self, found: _Found, near: Near) -> None:
        before = found.near.get(near.unit.translation)
        if before is None or before.percent < near.percent:
            found.near[near.unit.translation] = near
        if len(found.near) > _MOST_NEAR:
            least = min(found.near.values(), key=lambda one: one.percent)
            # Of equals, `min` returns the first, but the last one came last.
            last = [one for one in found.near.values() if one.percent == least.percent][-1]
            del found.near[last.unit.translation]


def differences(source: str, other: str) -> str:
    """Say in words what another text has that a source text lacks, and what it lacks."""
    mine, others = source.split(), other.split()
    matcher = SequenceMatcher(a=others, b=mine, autojunk=False)
    found = []
    for kind, first, last, start, end in matcher.get_opcodes():
        theirs, ours = " ".join(others[first:last]), " ".join(mine[start:end])
        if kind == "replace":
            found.append(f"'{theirs}' instead of '{ours}'")
        elif kind == "delete":
            found.append(f"'{theirs}' as well")
        elif kind == "insert":
            found.append(f"no '{ours}'")
    return ", ".join(found) or "other spaces"
