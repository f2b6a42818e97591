"""All trees of a site as one value, and everything that they refer to."""

PUBLIC = {
    "expansion": ["Expansion", "Placed", "expand"],
    "library": ["Library", "Text", "in_order", "tree_in_order"],
    "reader": ["read_library"],
    "references": [
        "ContactKey",
        "LIBRARY",
        "Reference",
        "TermKey",
        "page_links",
        "references_in",
        "references_in_texts",
        "references_to_contacts",
    ],
    "suggestions": [
        "MOST_GUESSES",
        "listed",
        "nearest_tree",
        "renamed_node",
        "tree_without_ending",
        "unknown_entry",
    ],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
