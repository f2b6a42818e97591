"""Pictures, videos and captions: whether browsers show them, their size, and what of them is published."""

PUBLIC = {
    "captions": ["CaptionsError", "transcript"],
    "file": ["prepare"],
    "formats": ["INSTEAD", "KINDS", "Kind", "POSITION", "Size", "TYPES", "UnusableError", "kind_of"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
