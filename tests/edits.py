"""Edits of the shipped library, one on top of the other, that break and fix it."""

from __future__ import annotations

from pathlib import Path

# Each edit comes on top of those before it. Without new words, a file is deleted; without old ones, written.
EDITS = (
    ("microsoft/get-refund.yml", "to: something-else", "to: something-els"),
    ("microsoft/get-refund.yml", "to: something-els", "to: something-else"),
    ("microsoft/get-refund.yml", "reviewed: 2026-11-22", "reviewed: 2026-11-21"),
    ("terms.yml", "manage:", "manages:"),
    ("terms.yml", "manages:", "manage:"),
    ("contacts.yml", "text: ", "text: The "),
    ("library.yml", "languages: [lv, en]", "languages: {lv: fallback, en: required}"),
    ("translations/lv/terms.po", 'msgstr "', 'msgstr "X'),
    ("translations/lv/microsoft/get-refund.po", "#", "#, fuzzy\n#"),
    ("translations/lv/microsoft/still-charged.po", None, None),
    ("library.yml", "languages: {", "languages: {en-XA: required, "),
    ("microsoft/new.yml", None, "title: New\nkind: part\nstart: it\nnodes: {it: {resolution: Done}}\n"),
    ("microsoft/new.yml", "kind: part", "kind: causes"),
    ("microsoft/new.yml", "kind: causes", "kind: ["),
    ("microsoft/new.yml", None, None),
    ("microsoft/still-charged.yml", None, None),
    ("terms.yml", None, None),
    ("library.yml", None, "languages: [en]\n"),
    ("library.yml", None, "source_language: en\nlanguages: [en]\n"),
)


def edit(file: Path, old: str | None, new: str | None) -> None:
    if new is None:
        file.unlink()
    elif old is None:
        file.write_text(new, "utf-8")
    else:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
