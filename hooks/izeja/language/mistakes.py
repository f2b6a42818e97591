"""What is wrong with the data of a file, in the words of the tree language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from izeja.language.actions import Action
from izeja.language.config import Config, Limits
from izeja.language.corrections import SAME_KEYS, nearest
from izeja.language.entries import Contact, Contacts, Term, Terms
from izeja.language.entry import description_of, keys_of
from izeja.language.facts import Fact, Facts
from izeja.language.hours import DAYS, Hours
from izeja.language.inputs import Dates, Number
from izeja.language.nodes import KINDS, NODES, OUTCOMES, Answer
from izeja.language.pydantic_internals import Location, is_about_key, without_marks
from izeja.language.topics import Subtopic, Topic
from izeja.language.tree import Change, Tree
from izeja.language.wrong_values import A_NODE, A_TREE, Mistake, bad_key, wrong_value
from izeja.problems.problem import Problem
from izeja.problems.wording import listed
from izeja.reading.data import NOTHING, Address
from izeja.reading.source import Source

_NODES: Mapping[str, type[BaseModel]] = {node.kind: node for node in NODES}
_IN_NODES: Mapping[str, type[BaseModel]] = {
    "answers": Answer,
    "actions": Action,
    "dates": Dates,
    "number": Number,
}
_ENTRIES: Mapping[type[BaseModel], type[BaseModel]] = {Terms: Term, Contacts: Contact, Facts: Fact}
_OF_A_TREE = ("title", "kind", "start", "nodes")


def address_of(loc: Location) -> Address:
    """Return where in a file an error of pydantic is."""
    # The file has neither the kind of a node, nor which of two forms a URL, a text or the languages have. So
    # ("nodes", "manage", "step", "body", "each", "iphone") is `iphone` of the `body` of `manage`.
    tags: Mapping[str, Mapping[int, Collection[str]]] = {
        "nodes": {2: KINDS, 4: ("one", "each", "list"), 6: ("one", "each")},
        "entries": {3: ("one", "each"), 5: ("one", "list")},
        "languages": {1: ("list", "states")},
    }
    return without_marks(loc, tags.get(str(loc[0]), {}) if loc else {})


def problems_of(
    details: Iterable[ErrorDetails], data: Any, source: Source, root: type[BaseModel], under: str | None
) -> Iterator[Problem]:
    """Yield the errors of pydantic as problems.

    Args:
        details: the errors.
        data: the data of the file.
        source: the file.
        root: the model that the data should have become.
        under: the field that the whole file is the value of, for files that are one mapping.
    """
    if problem := _no_tree(data, source, root):
        yield problem
        return
    mistakes = [_mistake(detail, source, root, under) for detail in details]
    missing: dict[Address, list[Mistake]] = {}
    unknown: dict[Address, list[Mistake]] = {}
    for mistake in mistakes:
        if mistake.detail["type"] == "missing":
            missing.setdefault(mistake.at[:-1], []).append(mistake)
        elif mistake.detail["type"] == "extra_forbidden":
            unknown.setdefault(mistake.at[:-1], []).append(mistake)
        elif problem := _problem(mistake):
            yield problem
    for owner in dict.fromkeys((*missing, *unknown)):
        yield from _wrong_keys(
            _Keys(owner, missing.get(owner, []), unknown.get(owner, []), _value_at(data, owner)), source
        )


def _mistake(detail: ErrorDetails, source: Source, root: type[BaseModel], under: str | None) -> Mistake:
    at = address_of(detail["loc"])
    return Mistake(detail, at[1:] if under and at[:1] == (under,) else at, source, root)


def _no_tree(data: Any, source: Source, root: type[BaseModel]) -> Problem | None:
    """Return the problem of a file that is something else than a tree."""
    if root is not Tree or not isinstance(data, dict) or not data.keys().isdisjoint(_OF_A_TREE):
        return None
    if not data.keys().isdisjoint(("languages", "source_language")):
        hint = "if these are the settings of the library, rename the file to 'library.yml'"
    elif all(isinstance(entry, dict) and "text" in entry for entry in data.values()):
        hint = "if these are contacts, rename the file to 'contacts.yml'; if they are terms, to 'terms.yml'"
    else:
        hint = f"{A_TREE}\nor move the file out of this folder, if it is none"
    return Problem("missing-key", "this file is not a tree", source.whole(), hint)


class _Keys(NamedTuple):
    """The keys of a mapping that are missing, and those that are unknown."""

    owner: Address
    missing: list[Mistake]
    unknown: list[Mistake]
    found: Any

    @property
    def lacks(self) -> list[str]:
        """The names of the missing keys."""
        return [one.key for one in self.missing]


_SHOWN = frozenset(("clip", "figure", "gif", "image", "images", "img", "photo", "pic", "picture", "pictures"))
_SHOWN |= {"screenshot", "screenshots", "video", "videos"}
"""What other programs call a picture or a video of a node."""


def _wrong_keys(keys: _Keys, source: Source) -> Iterator[Problem]:
    """Yield the problems of the keys of a mapping: an unknown key is often a missing one with a mistake."""
    if problem := _group(keys) or _pair(keys):
        yield problem
        return
    close = {one.key: _close(one, keys) for one in keys.unknown}
    left = [one for one in keys.missing if one.key not in close.values()]
    strange = next((key for key in reversed(close) if close[key] is None), None)
    for one in keys.unknown:
        meant = close[one.key]
        hint = _hint_of_another_program(one, meant, keys) or _hint_for_key(one, meant, keys)
        if left and one.key == strange:
            hint += f"\nstill missing here: {listed([other.key for other in left])}"
        yield Problem("unknown-key", f"unknown key '{one.key}'", source.key(*one.at), hint)
    for one in left if strange is None else ():
        place = source.key(*keys.owner) if keys.owner else source.whole()
        message = f"{_owner_name(keys.owner, keys.found)} has no '{one.key}'"
        yield Problem("missing-key", message, place, f"add '{one.key}: ...' to it: {_meaning(one)}")


def _close(mistake: Mistake, keys: _Keys) -> str | None:
    """Return the key that was probably meant by an unknown one: best of all, one that is missing."""
    known = _known_keys(mistake)
    same = "to" if _is_tree(mistake.found) else SAME_KEYS.get(mistake.key)
    if same in known and isinstance(keys.found, dict) and same not in keys.found:
        return same
    if found := nearest(mistake.key, keys.lacks) or nearest(mistake.key, known):
        return found
    is_other = any(mistake.key in keys_of(model) for model in _NODES.values())
    # `name` for `text`: where one key is unknown and one is missing, they are the same.
    return keys.lacks[0] if len(keys.lacks) == len(keys.unknown) == 1 and not is_other else None


def _is_tree(value: Any) -> bool:
    return isinstance(value, str) and value.partition("#")[0].endswith(".yml")


def _known_keys(mistake: Mistake) -> list[str]:
    # Few writers need what all nodes can have, so it comes last: `False` sorts before `True`.
    known = keys_of(_owner(mistake.detail["loc"], mistake.root))
    return sorted(known, key=("sources", "aliases").__contains__)


def _value_at(data: Any, at: Address) -> Any:
    for one in at:
        try:
            data = data[one]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _group(keys: _Keys) -> Problem | None:
    """Return the problem of a group that is an answer of its own, with a list of answers or without one."""
    found = keys.found if isinstance(keys.found, dict) else {}
    if "answers" not in keys.owner[2:] or "group" not in found or {"text", "to"} & found.keys():
        return None
    message = "a group is not an answer: each of its answers names it"
    hint = f"delete this, and write 'group: {found['group']}' below the 'text' of each of its answers"
    return Problem("invalid-value", message, keys.missing[0].source.key(*keys.owner, "group"), hint)


def _pair(keys: _Keys) -> Problem | None:
    """Return the problem of an answer or action that is a pair of text and target: `- Not yet: restart`."""
    if keys.owner[:1] == ("changes",):
        return _dated(keys)
    what = next((what for what in ("answer", "action") if f"{what}s" in keys.owner[2:]), "")
    if not what or len(keys.unknown) != 1 or "text" not in keys.lacks:
        return None
    (mistake,) = keys.unknown
    if len(keys.found) > 1 and len(keys.missing) < 2:
        return None
    message = f"an {what} has one key for its text, and one for where it leads"
    hint = f"write '- text: {mistake.key}', and below 'text' in the same column: 'to: {mistake.found}'"
    return Problem("missing-key", message, mistake.source.key(*mistake.at), hint)


def _dated(keys: _Keys) -> Problem | None:
    """Return the problem of a change that is a pair of day and words: `- 2026-11-26: Added a page`."""
    if len(keys.unknown) != 1 or len(keys.lacks) < 2:
        return None
    (mistake,) = keys.unknown
    message = "a change has one key for its day, and one for what is new"
    hint = f"write '- date: {mistake.key}', and below 'date' in the same column: 'note: {mistake.found}'"
    return Problem("missing-key", message, mistake.source.key(*mistake.at), hint)


_OF_TREES = {
    **dict.fromkeys(
        ("drafts", "hidden", "publish", "published", "status", "unpublished"),
        "to keep a tree out of the published site, write 'draft: true' in its file",
    ),
    **dict.fromkeys(
        ("topic", "topics", "category", "categories", "group", "groups", "section", "sections", "tags"),
        "guides are grouped by 'topics' in library.yml, where each topic lists its 'guides'",
    ),
}
"""Keys by which other programs say what `draft` and `topics` say, and how it is written here."""


def _hint_of_another_program(mistake: Mistake, close: str | None, keys: _Keys) -> str | None:
    # A key that is missing may have been misspelt.
    if close in keys.lacks:
        return None
    if mistake.key in _SHOWN and mistake.root is Tree:
        file = mistake.found if isinstance(mistake.found, str) else "pictures/plug.png"
        return f"show it in 'body', with an empty line above and below: '![what it shows]({file})'"
    if len(mistake.at) > 1:
        return None
    return _OF_TREES.get(mistake.key)


def _hint_for_key(mistake: Mistake, close: str | None, keys: _Keys) -> str:
    key, value, known = mistake.key, mistake.found, _known_keys(mistake)
    if misplaced := _misplaced(mistake, known):
        return misplaced
    if close:
        is_there = isinstance(keys.found, dict) and close in keys.found
        return f"did you mean '{close}'?{' It is there already, so delete one of them' if is_there else ''}"
    # Of the kinds of nodes that have such a key, all others lack it.
    kinds = [kind for kind, model in _NODES.items() if key in keys_of(model)]
    if key in KINDS and mistake.root is Tree and len(mistake.at) == 3:
        return f"a node is of one kind, which its first key says; write a node of its own for '{key}'"
    if kinds and mistake.root is Tree and len(mistake.at) == 3:
        owners = " or ".join(f"'{kind}'" for kind in kinds)
        return f"only a node of the kind {owners} can have '{key}'; delete it, or change the kind of the node"
    if value is NOTHING and mistake.root is Tree and len(mistake.at) == 3:
        return f"if this is a node, indent it like the other nodes; or use one of: {listed(known)}"
    return f"use one of: {listed(known)}"


def is_like_node(value: object) -> bool:
    """Return whether a value begins as nodes do: with a key that says of which kind it is."""
    return isinstance(value, dict) and next(iter(value), "") in KINDS


def _misplaced(mistake: Mistake, known: list[str]) -> str | None:
    """Return what to do with a key that belongs somewhere else in the file."""
    if is_like_node(mistake.found):
        return "this looks like a node: indent it like the other nodes, by two spaces below 'nodes:'"
    if "weekly" in known and mistake.key.partition("-")[0] in DAYS:
        return "write 'weekly:' above the days, and indent them by two more spaces"
    return None


def _owner(loc: Location, root: type[BaseModel]) -> type[BaseModel]:
    if root is Tree:
        return _owner_in_tree(loc)
    if "hours" in loc[2:-1]:
        return Hours
    if root is Config:
        return _owner_of_setting(loc)
    if len(loc) > 2 and loc[0] == "entries":
        return _ENTRIES[root]
    return root


def _owner_in_tree(loc: Location) -> type[BaseModel]:
    inner = next((model for key, model in _IN_NODES.items() if key in loc[3:-1]), None)
    if inner is not None:
        return inner
    if len(loc) > 2 and loc[0] == "changes":
        return Change
    # ("nodes", id, kind, key): pydantic names the member of the union, so the third part is the kind.
    return _NODES[str(loc[2])] if len(loc) > 3 else Tree


def _owner_of_setting(loc: Location) -> type[BaseModel]:
    if "limits" in loc[:-1]:
        return Limits
    if loc[0] == "topics" and len(loc) > 2:
        return Subtopic if len(loc) > 4 else Topic
    return Config


def _owner_name(at: Address, found: Any) -> str:
    if len(at) == 2 and at[0] == "nodes":
        kind = next(iter(found), "node") if isinstance(found, dict) else "node"
        return f"the {kind} '{at[1]}'"
    if "answers" in at[2:]:
        return "this answer"
    if "actions" in at[2:]:
        return "this action"
    if at[:1] == ("changes",):
        return "this change"
    return f"'{at[-1]}'" if at else "this file"


def _meaning(mistake: Mistake) -> str:
    """Return what the tree language says about a key, as one line."""
    words = description_of(_owner(mistake.detail["loc"], mistake.root), mistake.key)
    sentence = words.replace("`", "'").replace("\n", " ").partition(". ")[0]
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _problem(mistake: Mistake) -> Problem | None:
    if is_about_key(mistake.detail["loc"]):
        return bad_key(mistake)
    if mistake.detail["type"] in ("union_tag_not_found", "union_tag_invalid"):
        return _no_value(mistake) if mistake.found is NOTHING else _not_a_node(mistake)
    # A key without a value also fails its type, but "has no value" says it better.
    return _no_value(mistake) if mistake.found is NOTHING else wrong_value(mistake)


def _no_value(mistake: Mistake) -> Problem:
    place = mistake.source.key(*mistake.at)
    if "#" in mistake.source.after_key(*mistake.at):
        hint = "'#' begins a comment; put the text in double quotes if '#' is part of it"
    elif mistake.detail["type"] in ("union_tag_not_found", "union_tag_invalid"):
        hint = A_NODE
    elif mistake.at == ("nodes",):
        hint = "write the nodes below it, each indented by two spaces"
    elif _is_required(mistake):
        hint = f"add a value: {_meaning(mistake)}"
    else:
        hint = "add a value, or delete the key"
    return Problem("missing-value", f"{mistake.name} has no value", place, hint)


def _is_required(mistake: Mistake) -> bool:
    owner = _owner(mistake.detail["loc"], mistake.root)
    field = keys_of(owner).get(mistake.key)
    return field is not None and field.is_required() and isinstance(mistake.at[-1], str)


def _not_a_node(mistake: Mistake) -> Problem:
    found, at, source = mistake.found, mistake.at, mistake.source
    if not isinstance(found, dict) or not found:
        message = f"'{at[-1]}' is {'a list' if isinstance(found, list) else 'text'}, not a node"
        return Problem(
            "invalid-node", message if found else f"'{at[-1]}' is an empty node", source.key(*at), A_NODE
        )
    first = next(iter(found))
    place = source.key(*at, first)
    if kind := next((key for key in found if key in KINDS), None):
        message = f"this node begins with '{first}', so its kind is not clear"
        return Problem("invalid-node", message, place, f"put '{kind}:' first; a node's first key is its kind")
    close = nearest(str(first), KINDS)
    if first in OUTCOMES:
        hint = f"write 'resolution: ...', and below it in the same column: 'outcome: {first}'"
        return Problem("invalid-node", f"'{first}' is not a kind of node", place, hint)
    hint = f"did you mean '{close}'?" if close else A_NODE
    return Problem("invalid-node", f"'{first}' is not a kind of node", place, hint)
