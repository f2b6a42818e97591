"""What Weblate does with files: reads them, changes strings, and saves them, as for a translator.

Runs in Weblate's environment, and imports nothing of ours. A request comes as JSON on standard input:
`format` (its id in Weblate), `language` and `files`, each a path with its edits: strings with a `context`,
`source`, `target` and `state`. The answer has all strings of each file as they were, as Weblate shows them.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django
from django.conf import settings
from weblate import settings_example

IN_MEMORY = {
    "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
}


def seen(unit: Any) -> dict[str, str]:
    """Return what a translator sees of a string."""
    shown = ("context", "source", "target", "notes", "locations", "previous_source")
    state = "approved" if unit.is_approved() else "fuzzy" if unit.is_fuzzy() else "translated"
    return {
        **{name: getattr(unit, name) for name in shown},
        "state": state if unit.target else "empty",
        "flags": unit.flags.format(),
    }


def edited(form: str, language: str, file: str, edits: list[dict[str, str]]) -> list[dict[str, str]]:
    """Change strings of a file, and return all of them as they were before."""
    from weblate.formats.models import FILE_FORMATS  # noqa: PLC0415 - Django has to be set up before
    from weblate.utils.state import STATE_NAMES  # noqa: PLC0415 - as above

    store = FILE_FORMATS[form](file, language_code=language, source_language="en")
    units = {(unit.context, unit.source): unit for unit in store.content_units}
    before = [seen(unit) for unit in units.values()]
    for edit in edits:
        unit = units[edit["context"], edit["source"]]
        unit.set_target(edit["target"])
        unit.set_state(STATE_NAMES[edit["state"]])
    if edits:
        store.update_header(last_translator="Anna <anna@example.com>", language=language)
        store.save()
    return before


def main() -> None:
    """Answer a request."""
    own = {name: value for name, value in vars(settings_example).items() if name.isupper()}
    settings.configure(**own | IN_MEMORY)
    django.setup()
    asked = json.load(sys.stdin)
    answer = {
        file: edited(asked["format"], asked["language"], file, edits)
        for file, edits in asked["files"].items()
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
