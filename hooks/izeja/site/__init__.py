"""Many pages to files: written, merged and verified."""

PUBLIC = {
    "crawler": ["ENDINGS", "Section", "SitePage", "Spot", "crawl", "follow", "is_web", "read_html"],
    "merge": ["MANIFEST", "MergeError", "Shard", "merge"],
    "replacement": ["BusyError", "Replacement"],
    "search": [
        "INDEX",
        "SiteSearch",
        "index_files",
        "material_worker",
        "publish",
        "publish_again",
        "worker_of",
    ],
    "skeleton": ["CONTENT", "Skeleton", "Values", "placeholders"],
    "writer": ["Destination", "GuideWriter", "Layout", "MANY_GUIDES", "PageGroup", "ParallelWriter"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
