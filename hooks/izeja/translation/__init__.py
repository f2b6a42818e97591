"""Catalogs in and out, and the same library in other languages."""

PUBLIC = {
    "catalog": ["MAX_BYTES"],
    "catalog_names": ["catalog_file", "context_of", "translated_languages"],
    "copied_pages": ["copy_pages", "copy_problems"],
    "earlier_texts": ["CatalogTexts"],
    "new_language": ["UneditableError", "add_to_config", "missing_home", "missing_lines", "name_in_menu"],
    "page_words": ["TEMPLATES", "languages", "wording"],
    "po_entries": ["Entry"],
    "po_parser": [],
    "site_settings": ["SiteSettings"],
    "site_words": ["SiteWords", "read_site_words", "wording_problems"],
    "status": ["status_of"],
    "status_formats": ["as_json", "as_table", "badge"],
    "tally": ["Progress", "size_in_words", "time_in_words"],
    "translate": ["Translation", "as_prepared", "together", "translate"],
    "unread_catalogs": ["unread_catalogs"],
    "update": [
        "Draft",
        "Updated",
        "catalog_as_read",
        "draft_catalogs",
        "languages_of_catalogs",
        "update_catalogs",
        "write_catalog",
    ],
    "xliff": [],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
