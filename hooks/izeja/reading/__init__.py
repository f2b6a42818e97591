"""Text files to plain data with positions."""

PUBLIC = {
    "cache_folder": ["cache_file", "keep"],
    "characters": ["INVISIBLE", "name_of", "odd_character"],
    "containment": ["stays_inside"],
    "data": ["Address", "NOTHING"],
    "files": ["Bounds", "DEFAULT_BOUNDS", "TooLargeError", "decode", "decode_bytes", "outside", "read_bytes"],
    "folder": [
        "CONFIG",
        "CONTACTS",
        "FACTS",
        "PAGE_WORDS",
        "Readings",
        "SHARED",
        "TERMS",
        "TRANSLATIONS",
        "TreeFiles",
        "files_of_kinds",
        "find_trees",
        "printable",
        "shown",
        "start_reading",
        "tree_files",
        "unread_files",
    ],
    "parse": ["Reading", "parse", "reading_of"],
    "pyyaml": ["compose"],
    "source": ["Source"],
    "writing": ["write_whole"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
