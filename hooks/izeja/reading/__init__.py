"""Text files to plain data with positions."""

PUBLIC = {
    "folder": [
        "CONFIG",
        "CONTACTS",
        "PAGE_WORDS",
        "Readings",
        "TERMS",
        "TRANSLATIONS",
        "shown",
        "start_reading",
        "tree_files",
    ],
    "source": [
        "Address",
        "Bounds",
        "DEFAULT_BOUNDS",
        "NOTHING",
        "Reading",
        "Source",
        "decode",
        "decode_bytes",
        "parse",
        "reading_of",
    ],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
