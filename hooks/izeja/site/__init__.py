"""Many pages to files: written, merged and verified."""

PUBLIC = {
    "completeness": ["missing", "not_compared"],
    "crawler": ["ENDINGS", "crawl"],
    "frame": ["Content", "Surroundings", "content_of_written", "framed", "quoted"],
    "html_page": ["Section", "SitePage", "Spot", "follow", "is_hand_over", "read_html"],
    "loaded_files": ["missing_files"],
    "lunr_search": ["entries_of_written", "own_search", "text_of", "worker_file", "write_worker_and_index"],
    "manifest": ["SITE_MANIFEST", "manifest_of"],
    "media": ["files_of", "write_files"],
    "merge": ["merge"],
    "page_files": ["MovedPage", "moved_pages", "page_file", "relative", "url_of"],
    "replacement": ["BusyError", "Replacement"],
    "robots": ["write_robots"],
    "search": [
        "FOLDER",
        "INDEX",
        "SiteSearch",
        "in_pieces",
        "index_files",
        "material_worker",
        "own_index",
        "publish",
        "publish_again",
        "worker_of",
    ],
    "shard": ["MANIFEST", "MergeError", "Shard"],
    "skeleton": ["CONTENT", "Skeleton", "Values", "in_attribute", "placeholders"],
    "step_pictures": ["NoPictureError", "take_pictures"],
    "theme_files": ["ThemeOptions", "colour_of", "in_site", "theme_files", "write_theme"],
    "writer": ["Destination", "GuideWriter", "Layout", "MANY_GUIDES", "PageGroup", "ParallelWriter"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
