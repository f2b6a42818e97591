"""One tree in one language to HTML and search entries."""

PUBLIC = {
    "addresses": ["Addresses", "BareAddresses", "MEDIA"],
    "assets": [
        "ANALYTICS",
        "ASSETS",
        "LISTING",
        "MATERIAL",
        "MOVED",
        "PARTS",
        "SCRIPT",
        "SEARCH_FIELD",
        "STYLE",
        "asset",
        "style_outside_material",
    ],
    "environment": ["forget_templates"],
    "render": [
        "Fragment",
        "Head",
        "guide_head",
        "prepare",
        "render_cards",
        "render_guide",
        "render_moved",
        "render_search",
        "render_topic",
        "topic_head",
    ],
    "search": [
        "ALSO",
        "Entry",
        "also_called",
        "as_json",
        "as_published",
        "entries_of",
        "guide_as_published",
        "shown",
    ],
    "search_words": ["told_by_search"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
