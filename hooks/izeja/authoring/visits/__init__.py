"""What customers did in guides: the events of the page, read from files and counted."""

PUBLIC = {
    "figures": ["GuideVisits", "Visits", "visits_of"],
    "files": ["EventsError", "FIELDS", "can_read"],
    "on_chart": ["with_all_visits", "with_visits"],
    "visits_text": ["as_json", "as_tables", "remarks"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
