"""Filling catalogs from memories, as `izeja translate fill` does: proposals for translators, no more.

A translation of the same text is filled in as fuzzy, if a check would accept it. Everything else becomes a
remark: translations of texts that are like it, other translations of the same text, and the terms of
the glossary that a text has. What a translator wrote is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from izeja.library.library import Text
from izeja.translation.catalog_names import context_of
from izeja.translation.fitting import objections
from izeja.translation.memory.finder import Finder, Near, differences
from izeja.translation.memory.term_spotter import TermSpotter
from izeja.translation.memory.units import Unit, plain
from izeja.translation.po_entries import Entry
from izeja.translation.proposals import FROM_MEMORY, propose
from izeja.translation.update import Draft

_SHOWN = 3


@dataclass
class Tally:
    """What happened to the texts of a catalog that had no translation, or a fuzzy one.

    `filled` have a translation now, `proposed` a remark, `fuzzy` only the translation that they had, and
    `left` nothing.
    """

    filled: int = 0
    proposed: int = 0
    fuzzy: int = 0
    left: int = 0


@dataclass
class Filling:
    """The results by the paths of catalogs, and the translations of the same text that do not fit it."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    unfit: list[str] = field(default_factory=list)


class _Waiting(NamedTuple):
    """A message that waits for a translation, or for somebody to check one."""

    draft: Draft
    text: Text
    message: Entry


def fill(drafts: Sequence[Draft], memory: Iterable[Unit], glossary: Mapping[str, str]) -> Filling:
    """Fill the catalogs of a language.

    Args:
        drafts: the catalogs, whose messages are changed. Their own translations are a part of the memory.
        memory: translations from elsewhere. They go before those of the catalogs.
        glossary: translations of terms, by the terms.
    """
    waiting = list(_waiting(drafts))
    wanted: dict[str, list[str]] = {}
    for one in waiting:
        wanted.setdefault(one.text.text, []).append(context_of(one.text))
    finder = Finder(wanted)
    for unit in memory:
        finder.offer(unit)
    for unit in own_memory(drafts):
        finder.offer(unit)
    filling, spotter = Filling(), TermSpotter(glossary)
    for one in waiting:
        _fill_message(one, finder, spotter, filling)
    return filling


def own_memory(drafts: Iterable[Draft]) -> Iterator[Unit]:
    """Yield the translations of a library's own catalogs: first of today's texts, then of removed ones."""
    drafts = list(drafts)
    for obsolete in (False, True):
        for draft in drafts:
            for entry in draft.catalog.entries:
                if (
                    entry.source
                    and entry.is_obsolete == obsolete
                    and entry.is_complete
                    and not entry.fuzzy
                    and entry.plural is None
                ):
                    contexts = frozenset([entry.context])
                    yield Unit(plain(entry.source), plain(entry.forms[0]), draft.path, contexts)


def _waiting(drafts: Iterable[Draft]) -> Iterator[_Waiting]:
    for draft in drafts:
        for text in draft.texts:
            message = draft.catalog.current[context_of(text), text.text]
            if message.fuzzy or not message.is_complete:
                yield _Waiting(draft, text, message)


def _fill_message(one: _Waiting, finder: Finder, spotter: TermSpotter, filling: Filling) -> None:
    tally = filling.tallies.setdefault(one.draft.path, Tally())
    text, message = one.text, one.message
    before = message.forms[0]
    remarks: list[str] = []
    others: list[str] = []
    for unit in finder.exact(text.text, context_of(text)):
        wrong = next(objections(text, unit.translation, one.draft.source_language, one.draft.language), None)
        if wrong is not None:
            others += _on_unfit(unit, wrong)
            filling.unfit.append(f"{one.draft.path}: {context_of(text)}: {wrong}: {unit.translation}")
            continue
        if not message.is_translated:
            message.forms = [unit.translation]
            message.fuzzy = True
        if unit.translation == plain(message.forms[0]):
            # Also where it was filled in by an earlier run.
            remarks = [f"{FROM_MEMORY} the translation is from {unit.origin}: check it, then accept it."]
        else:
            others.append(f"{FROM_MEMORY} the same text in {unit.origin}: {unit.translation}")
    near = [remark for found in finder.near(text.text) for remark in _on_near(text, found)]
    remarks += [*others[:_SHOWN], *near, *spotter.remarks_on(text.text)]
    propose(message, remarks)
    if message.forms[0] != before:
        tally.filled += 1
    elif remarks:
        tally.proposed += 1
    elif message.is_translated:
        tally.fuzzy += 1
    else:
        tally.left += 1


def _on_unfit(unit: Unit, wrong: str) -> Iterator[str]:
    yield f"{FROM_MEMORY} the same text in {unit.origin}, not filled in, since {wrong}: {unit.translation}"


def _on_near(text: Text, near: Near) -> Iterator[str]:
    unit = near.unit
    yield f"{FROM_MEMORY} {near.percent} % alike in {unit.origin}: {unit.translation}"
    yield f"{FROM_MEMORY} the text there has {differences(text.text, unit.source)}"
