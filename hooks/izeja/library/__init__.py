"""All trees of a site as one value, and everything that they refer to."""

PUBLIC = {
    "addresses": ["Addresses", "Collision", "RESERVED", "as_one", "collisions", "page_of"],
    "drafts": ["drafts_of", "without_drafts"],
    "expansion": ["Expansion", "Placed", "expand"],
    "file_names": ["meant_ids"],
    "half_understood": ["half_understood"],
    "hand_written": ["CARDS", "GUIDE", "id_of_page", "page_hint", "pages_of"],
    "library": ["LIBRARY", "Library", "Text", "in_order", "with_pictures"],
    "likeness": ["nearest_first", "typing_error_of"],
    "pictures": ["PictureFile", "Pictures", "Shown", "content_of", "versions"],
    "reader": ["read_library"],
    "references": [
        "ContactKey",
        "FactKey",
        "How",
        "Reference",
        "TermKey",
        "ValueKey",
        "page_links",
        "references",
        "references_in",
        "references_in_texts",
        "references_to_contacts",
        "references_to_facts",
    ],
    "suggestions": ["Asked", "MOST_GUESSES", "meant_node", "nearest_tree", "unknown_entry", "wrong_in_order"],
    "topics": [
        "Shelf",
        "WrittenTopic",
        "all_topics",
        "former_pages",
        "named_folder",
        "named_tree",
        "page_name",
    ],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
