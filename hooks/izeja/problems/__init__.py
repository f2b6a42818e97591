"""The one problem type, every way to show it, and an explanation of each code."""

PUBLIC = {
    "explain": ["explained", "explanations", "listed", "pages", "url_of"],
    "formats": ["Counts", "Rule", "as_github", "as_json", "as_sarif"],
    "html": ["Links", "as_html", "no_links"],
    "problem": ["LINE_BREAK", "Position", "Problem", "Related", "Severity", "in_order"],
    "report": ["as_text", "errors_first", "excerpt", "place_of", "summary"],
    "terminal": ["visible", "visible_json", "visible_line"],
    "wording": ["chained", "counted", "listed", "quoted", "shortened"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
