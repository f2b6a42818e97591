"""A value that the tree language does not accept: what was found, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from izeja.language.corrections import (
    date_for,
    days_for,
    decimal_for,
    is_mail,
    is_phone,
    name_for,
    nearest,
    number_range_for,
    period_for,
    url_for,
)
from izeja.language.facts import BY, OTHERWISE
from izeja.language.locales import currency_called
from izeja.language.nodes import KINDS
from izeja.language.pydantic_internals import choices_of
from izeja.language.refusal import REFUSED
from izeja.language.tree import Tree
from izeja.problems.problem import Problem
from izeja.problems.wording import listed, quoted
from izeja.reading.data import Address
from izeja.reading.source import Source

A_NAME = "use lowercase letters a-z, digits and hyphens"
A_NODE = "a node begins with one of: " + ", ".join(KINDS)
A_TREE = "a tree has these keys, each on a line of its own: 'title: ...', 'kind: ...', 'start: ...', 'nodes:'"

_LINES = "write lines of 'key: value' below it, indented by two more spaces"
_ONE_PLACE = "it can lead to one place only; to let the customer choose, make it a question with answers"
_A_RANGE = "write a range like '<= 2', '> 2', '3' or '3 to 7', in double quotes"
_A_DECIMAL = "write digits only, up to nine, with a point before up to four decimals: '1250' or '12.5'"
_A_CURRENCY = "use the three capital letters of a currency, like 'EUR', 'USD' or 'PLN'"
_AS_PROSE = "write '|' after 'body:', and the list as text on the lines below, indented by two spaces"


_ITEMS = {"answers": "this answer", "actions": "this action", "changes": "this change"}
_A_CHANGE = "'- date: ...', and below 'date' in the same column: 'note: ...'"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error of pydantic, as the file shows it."""

    detail: ErrorDetails
    at: Address
    source: Source
    root: type[BaseModel]

    @property
    def found(self) -> Any:
        """The value."""
        return self.detail["input"]

    @property
    def key(self) -> str:
        """The key of the value, or of the list that it is in."""
        return next((one for one in reversed(self.at) if isinstance(one, str)), "")

    @property
    def name(self) -> str:
        """How a message names it."""
        if not self.at:
            return "this file"
        if isinstance(self.at[-1], str):
            return f"'{self.at[-1]}'"
        return _ITEMS.get(self.key, "this item")

    @property
    def is_choice(self) -> bool:
        """Whether it is an answer to a question, or an action of an ending."""
        return self.root is Tree and self.at[-2:-1] in (("answers",), ("actions",))

    def problem(self, code: str, message: str, hint: str) -> Problem:
        """Return it as a problem at the place of the value."""
        return Problem(code, message, self.source.value(*self.at), hint)


def wrong_value(mistake: Mistake) -> Problem | None:
    """Return the problem of a value; None if others say the same."""
    kind = mistake.detail["type"]
    problem = _DESCRIBED.get(kind, _other)(mistake)
    quoted = mistake.detail.get("ctx", {}).get("text", mistake.found)
    if problem is None or isinstance(quoted, str) or kind in _OF_SHAPES:
        return problem
    # A value in brackets, or on several lines of the file, cannot be quoted.
    return replace(problem, message=f"{mistake.name} is {_what(mistake.found)}, not a single value")


def bad_key(mistake: Mistake) -> Problem:
    """Return the problem of a key that a writer chose, like the id of a node."""
    hint = mistake.detail.get("ctx", {}).get("hint") or _with_name(mistake.found)
    return Problem("invalid-value", mistake.detail["msg"], mistake.source.key(*mistake.at), hint)


def _with_name(found: Any) -> str:
    name = name_for(str(found))
    return f"write '{name}': {A_NAME}" if name else A_NAME


def _too_short(mistake: Mistake) -> Problem | None:
    found = mistake.found
    if mistake.root is Tree and mistake.at[-1:] == ("answers",):
        if len(found) >= 2:
            return None  # there are enough; the mistakes inside them are reported on their own
        count = "one answer" if found else "no answers"
        message = f"this question has {count}"
        return mistake.problem("missing-value", message, "give it two or more, or make it a step")
    return None if found else mistake.problem("missing-value", f"{mistake.name} is empty", "add an entry")


_OUTCOMES = "done (it is settled), answer (this is how it is), stop (do not go on, or it is not possible)"


def _no_such_choice(mistake: Mistake) -> Problem:
    choices = choices_of(mistake.detail)
    hint = f"use one of: {_OUTCOMES if mistake.key == 'outcome' else listed(choices)}"
    # Nobody guesses the names of pictures, so all are shown; and of many, one is always a bit alike.
    if is_picture := mistake.key == "icon":
        half = len(choices) // 2
        hint = f"use one of: {', '.join(choices[:half])},\n{', '.join(choices[half:])}"
    if close := nearest(str(mistake.found), choices, 0.75 if is_picture else 0.6):
        hint = f"did you mean '{close}'?\n{hint}"
    return mistake.problem("invalid-value", f"{mistake.name} cannot be '{mistake.found}'", hint)


def _not_text(mistake: Mistake) -> Problem:
    message = f"{mistake.name} is {_what(mistake.found)}, not text"
    hint = _ONE_TEXT.get(mistake.key, "write text; put it in double quotes if it has brackets or colons")
    if isinstance(mistake.found, dict) and BY in mistake.found and mistake.key not in _ONE_TEXT:
        hint = "only 'body' and 'hint' can differ by a fact; write one text here"
    elif isinstance(mistake.found, list) and mistake.key == "body":
        hint = _AS_PROSE
    return mistake.problem("invalid-value", message, hint)


_ONE_TEXT: Mapping[str, str] = {
    **dict.fromkeys(("to", "next", "start", "unsolved"), _ONE_PLACE),
    "languages": "write a list ('[en, lv]'), or the state of each language ('{en: required, lv: fallback}')",
    "support": "name a contact, or a list of them: '[our-support, our-shops]'",
    **dict.fromkeys(
        ("url", "phone", "email"),
        "write one; for a second one, add a contact of its own, and list both at 'support'",
    ),
    "asks": "a question asks for one fact: write its key in facts.yml",
    BY: "a text differs by one fact: write its key in facts.yml",
    "is": "write one value of the fact, or a list: '[iphone, ipad]'",
}
"""What to write for keys that have a form of their own, in place of a list or a mapping."""


def _not_a_list(mistake: Mistake) -> Problem:
    message = f"{mistake.name} is {_what(mistake.found)}, not a list"
    if mistake.key in ("answers", "actions"):
        what = mistake.key.removesuffix("s")
        hint = f"begin each {what} with '- text: ...', and write 'to: ...' below its text, in the same column"
    elif mistake.key == "changes":
        hint = f"begin each change with {_A_CHANGE}"
    elif isinstance(mistake.found, str):
        items = [mistake.found]
        if mistake.key in _OF_NAMES:
            items = [one for one in re.split(r"[,;\s]+", mistake.found) if one.strip("-*")]
        hint = f"write a list: '{mistake.key}: [{', '.join(items)}]'"
    else:
        hint = "begin each item with '- ' on a line of its own"
    return mistake.problem("invalid-value", message, hint)


_OF_NAMES = frozenset({"languages", "aliases", "order", "allow", "sources", "guides"})
"""The lists whose items have no spaces."""


def _not_a_mapping(mistake: Mistake) -> Problem:
    found = mistake.found
    message = f"{mistake.name} is {_what(found)}, not lines of 'key: value'"
    hint = _LINES
    if not mistake.at:
        hint = A_TREE if mistake.root is Tree else "write lines of 'key: value'"
    elif mistake.is_choice and isinstance(found, str):
        text, arrow, target = found.replace("\u2192", "->").replace("=>", "->").partition("->")
        to = target.strip() if arrow else "..."
        hint = f"write '- text: {text.strip()}', and below 'text' in the same column: 'to: {to}'"
    elif mistake.at[0] == "changes":
        hint = f"write {_A_CHANGE}"
    elif mistake.at == ("nodes",):
        hint = "write 'id:' on a line of its own for each node, without '- ', and its keys below it"
    elif mistake.at[0] == "topics":
        hint = _as_topic(found) if len(mistake.at) % 2 == 0 else _A_TOPIC
    elif below := _keys_below(mistake.key, found):
        hint = below
    elif isinstance(found, str) and mistake.root is not Tree:
        hint = f"write 'text: {found}' on the next line, indented by two spaces"
    return mistake.problem("invalid-value", message, hint)


def _keys_below(key: str, found: Any) -> str | None:
    """Return a hint for a key that always has the same lines below it; None for another key."""
    if key == "values" and isinstance(found, list):
        named = [f"'{name_for(str(one))}: {one}'" for one in found]
        return f"write a line for each, its name and its words for customers: {listed(named)}"
    if key == "weekly":
        return "write a line for each day, or for several: 'monday-friday: \"9:00-18:00\"'"
    lines = _BELOW.get(key, ())
    if key == "hours" and _ALWAYS.search(str(found)):
        lines = ("time_zone: ...", 'weekly: {monday-sunday: "0:00-24:00"}')
    elif key == "dates" and isinstance(found, str) and "," not in found:
        lines = (f"since: {found}", "until: today")
    return f"write {quoted(lines)} below it, each on a line of its own" if lines else None


_BELOW: Mapping[str, tuple[str, ...]] = {
    "dates": ("since: ...", "until: ..."),
    "number": ("label: ...", "most: ..."),
    "hours": ("time_zone: ...", "weekly:"),
}
_ALWAYS = re.compile(r"24 ?(?:/ ?7|hours|h\b)|always|around the clock", re.IGNORECASE)
_A_TOPIC = "write the id of each topic, like 'billing:', and below it its 'title: ...' and 'guides: [...]'"


def _as_topic(found: Any) -> str:
    title = found if isinstance(found, str) else "..."
    guides = listed(list(map(str, found))) if isinstance(found, list) else "..."
    return f"write 'title: {title}' below it, indented by two more spaces, and then 'guides: [{guides}]'"


def _what(found: Any) -> str:
    if isinstance(found, str):
        return "text"
    return "a list" if isinstance(found, list) else "lines of 'key: value'"


def _not_https(mistake: Mistake) -> Problem:
    found = str(mistake.found)
    is_action = "actions" in mistake.at[2:]
    if is_action and found.partition("#")[0].endswith(".yml"):
        hint = f"write 'to: {found}'"
    elif is_action and (is_mail(found) or is_phone(found)):
        hint = "add a contact for it to contacts.yml, and write 'contact: KEY'"
    elif is_mail(found) or is_phone(found):
        what, key = ("an e-mail address", "email") if is_mail(found) else ("a phone number", "phone")
        hint = f"{what} cannot be used here; a contact can have one: '{key}: {_bare(found)}'"
    elif found.strip() and (url := url_for(found)):
        hint = f"write '{url}', if the page opens with that address"
    else:
        hint = "copy the address from the browser; it begins with 'https://' and has no spaces"
    return mistake.problem("unsafe-link", mistake.detail["msg"], hint)


def _bare(found: str) -> str:
    return re.sub(r"^\s*(?:mailto|tel):", "", found, flags=re.IGNORECASE).strip()


def _hinted(mistake: Mistake) -> Problem:
    return mistake.problem("invalid-value", mistake.detail["msg"], mistake.detail["ctx"]["hint"])


def _no_way(mistake: Mistake) -> Problem:
    message = f"{mistake.name} has no 'url', 'phone' or 'email'"
    hint = "add one of them: 'url: https://...', 'phone: +371 ...' or 'email: help@...'"
    return Problem("missing-key", message, mistake.source.key(*mistake.at), hint)


def _empty(mistake: Mistake) -> Problem:
    return mistake.problem("missing-value", f"{mistake.name} has no value", "add a value, or delete the key")


def _several_lines(mistake: Mistake) -> Problem:
    rest = ", and put the rest into 'body'" if mistake.root is Tree and mistake.at[0] != "changes" else ""
    hint = f"write it on one line{rest}"
    return mistake.problem("invalid-value", f"{mistake.name} has several lines", hint)


def _bad_name(mistake: Mistake) -> Problem:
    found, key = str(mistake.found), mistake.key
    if key in ("support", "contact") and found.startswith("contact:"):
        hint = f"write '{found.removeprefix('contact:').strip()}'"
    elif key in ("support", "contact"):
        hint = "write the key of a contact in contacts.yml, not its text or its address"
    elif key == "start" and name_for(found) != found.lower():
        hint = "write the id of the first node, as it is written below 'nodes:'"
    elif key == "aliases" and "/" in found:
        parts = filter(None, map(name_for, found.removesuffix(".yml").split("/")))
        ending = ", without '.yml'" if found.endswith(".yml") else ""
        hint = f"write '{'/'.join(parts)}'{ending}: {A_NAME}"
    else:
        hint = _with_name(found)
    return mistake.problem("invalid-value", mistake.detail["msg"], hint)


def _bad_address(mistake: Mistake) -> Problem:
    return mistake.problem("invalid-value", mistake.detail["msg"], "delete it: no page can have been there")


def _not_like(mistake: Mistake, *, correction: Callable[[str], str | None], usual: str) -> Problem:
    # A plain text cannot begin with '>', so a range that does is shown in quotes.
    better = re.sub(r">[^']*", r'"\g<0>"', correction(str(mistake.found)) or "")
    return mistake.problem("invalid-value", mistake.detail["msg"], f"write '{better}'" if better else usual)


def _not_a_date(mistake: Mistake) -> Problem:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(mistake.found)):
        message, hint = f"there is no day '{mistake.found}'", "write a day that the calendar has"
        return mistake.problem("invalid-value", message, hint)
    usual = "write year, month and day in digits, like '2026-11-22'"
    return _not_like(mistake, correction=date_for, usual=usual)


def _not_a_number(mistake: Mistake) -> Problem:
    message = f"{mistake.name} cannot be '{mistake.found}'"
    limits = mistake.detail.get("ctx", {})
    hint = next(
        (f"use {limits[key]} {words}" for key, words in _NUMBERS.items() if key in limits),
        "use a number in digits, like '12'",
    )
    return mistake.problem("invalid-value", message, hint)


_NUMBERS = {"ge": "or more", "le": "or less"}


def _not_true(mistake: Mistake) -> Problem:
    return mistake.problem("invalid-value", mistake.detail["msg"], "write 'true', or delete the key")


def _no_fact(mistake: Mistake) -> Problem:
    hint = f"write text; or '{BY}: ...' with a key of facts.yml, and below it a text for each of its values"
    return mistake.problem("missing-key", f"{mistake.name} is lines of 'key: value', without '{BY}'", hint)


def _no_variants(mistake: Mistake) -> Problem:
    hint = f"add a text for each value of the fact, or '{OTHERWISE}: ...' for all of them"
    return mistake.problem("missing-value", f"{mistake.name} has '{BY}', but no texts", hint)


def _other(mistake: Mistake) -> Problem:
    message = f"{mistake.name} cannot be '{mistake.found}'"
    return mistake.problem("invalid-value", message, "compare it with the examples in the handbook")


def _too_many(mistake: Mistake) -> Problem:
    most = mistake.detail["ctx"]["max_length"]
    message = f"{mistake.name} has {len(mistake.found):,} entries; the limit is {most:,}"
    is_question = mistake.key == "answers"
    hint = "ask several questions" if is_question else "keep those that matter most to customers"
    return mistake.problem("too-large", message, hint)


_OF_SHAPES = frozenset(
    {
        *("too_short", "too_long", "string_type", "tuple_type", "dict_type", "model_type"),
        *("model_attributes_type", "no_fact", "no_variants", "no_way"),
    }
)
"""Mistakes whose messages say that a list or a mapping was found, or is right."""

_DESCRIBED: Mapping[str, Callable[[Mistake], Problem | None]] = {
    "too_short": _too_short,
    "too_long": _too_many,
    "literal_error": _no_such_choice,
    "string_type": _not_text,
    "tuple_type": _not_a_list,
    "dict_type": _not_a_mapping,
    "model_type": _not_a_mapping,
    "model_attributes_type": _not_a_mapping,
    "no_fact": _no_fact,
    "no_variants": _no_variants,
    "not_https": _not_https,
    REFUSED: _hinted,
    "no_way": _no_way,
    "empty": _empty,
    "several_lines": _several_lines,
    "bad_name": _bad_name,
    "bad_address": _bad_address,
    "not_true": _not_true,
    "not_a_date": _not_a_date,
    "not_days": partial(_not_like, correction=period_for, usual="write a number of days, like '180 days'"),
    "not_day_range": partial(_not_like, correction=days_for, usual=_A_RANGE),
    "not_number_range": partial(_not_like, correction=number_range_for, usual=_A_RANGE),
    "not_a_decimal": partial(_not_like, correction=decimal_for, usual=_A_DECIMAL),
    "not_a_currency": partial(_not_like, correction=currency_called, usual=_A_CURRENCY),
    "int_parsing": _not_a_number,
    "int_type": _not_a_number,
    "greater_than_equal": _not_a_number,
    "less_than_equal": _not_a_number,
}
