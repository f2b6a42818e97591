"""Where nodes lead, and what must hold."""

PUBLIC = {
    "graph": ["Beyond", "Edge", "Graph", "Place", "build_graph"],
    "rules": [
        "addresses_of_languages",
        "alike",
        "overdue_reviews",
        "prove",
        "prove_words",
        "severity_of_untranslated",
        "sure_to_end",
    ],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
