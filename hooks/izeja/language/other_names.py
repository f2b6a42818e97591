"""Other words that writers use for keys of the tree language."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_OF: Mapping[str, Collection[str]] = {
    "phone": ("tel", "telephone", "phone_number", "mobile", "call", "hotline"),
    "email": ("mail", "e_mail", "mailto"),
    "url": ("link", "href", "website", "web", "page", "address"),
    "hours": ("opening_hours", "office_hours", "business_hours", "times", "open"),
    "time_zone": ("timezone", "tz", "zone"),
    "closed": ("holidays", "days_off", "exceptions"),
    "prepare": ("have_ready", "bring", "needed", "checklist"),
}
_KEYS = {other: key for key, others in _OF.items() for other in others}


def key_called(word: str) -> str | None:
    """Return the key that a word is another name of."""
    return _KEYS.get(word.lower().replace("-", "_").replace(" ", "_"))
