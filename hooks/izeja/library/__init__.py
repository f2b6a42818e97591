"""All trees of a site as one value, and what their links mean."""

PUBLIC = {
    "expansion": ["Expansion", "Placed", "RETURN", "expand"],
    "library": ["Library", "Text", "in_order", "read_library"],
    "reference": ["reference"],
    "target": ["is_local", "is_tree_link", "nearest_tree", "page_links", "parse_target", "unknown_entry"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
