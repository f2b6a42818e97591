"""Edits of a library that keep its meaning, and what an edit means to customers and translators."""

PUBLIC = {
    "catalogs": ["catalogs_after"],
    "change": ["Change", "ChangeError"],
    "difference": ["difference"],
    "difference_formats": ["as_json", "as_markdown", "as_text"],
    "edits": ["Edit", "alias_edit"],
    "formatting": ["files_of", "formatted"],
    "library_edits": ["texts_after"],
    "pages": ["pages_after"],
    "plan": ["Plan", "carry_out", "plan_of"],
    "sameness": ["differences"],
    "wanted": ["moving", "renaming"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
