"""The one problem type, and every way to show it."""

PUBLIC = {
    "explain": ["explained", "explanations", "listed"],
    "formats": ["Counts", "Rule", "as_github", "as_json", "as_sarif"],
    "problem": ["Position", "Problem", "Related", "Severity", "in_order"],
    "report": ["as_text", "counted", "summary"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
