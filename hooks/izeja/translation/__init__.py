"""Catalogs in and out, and the same library in other words."""

PUBLIC = {
    "new_language": ["UneditableError", "add_to_config", "copy_pages", "missing_lines"],
    "page_words": ["SiteWords", "TEMPLATES", "read_site_words", "wording", "wording_problems"],
    "status": ["as_json", "as_table", "badge", "copy_problems", "status_of"],
    "translate": ["Translation", "catalog_file", "together", "translate", "translated_languages"],
    "update": ["Draft", "Updated", "draft_catalogs", "update_catalogs", "write_catalog"],
    "xliff": [],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
