"""One tree in one language to HTML and search entries."""

PUBLIC = {
    "render": [
        "ANALYTICS",
        "ASSETS",
        "Fragment",
        "Head",
        "MOVED",
        "SCRIPT",
        "STYLE",
        "Unpublished",
        "asset",
        "forget_templates",
        "guide_head",
        "prepare",
        "render_cards",
        "render_guide",
        "render_moved",
    ],
    "search": [
        "Entry",
        "INDEX",
        "SiteSearch",
        "also_called",
        "entries_of",
        "guide_as_published",
        "index_files",
        "material_worker",
        "publish",
        "publish_again",
        "shown",
        "worker_of",
    ],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
