"""Many pages to files: written, merged and verified."""

PUBLIC = {
    "crawler": ["ENDINGS", "Section", "SitePage", "Spot", "crawl", "follow", "is_web", "read_html"],
    "merge": ["MANIFEST", "MergeError", "Shard", "merge"],
    "press": ["Edition", "Forme", "Group", "MANY_GUIDES", "Press", "Sheet"],
    "stamp": ["Stamp", "Values", "marks"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
