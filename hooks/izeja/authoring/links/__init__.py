"""The addresses outside of a site that a library names, and whether they still work."""

PUBLIC = {
    "addresses": ["Addresses", "addresses_of"],
    "answer": ["Answer"],
    "asking": ["Asker", "Manners"],
    "kept_answers": ["Kept", "recall", "remember"],
    "many": ["ask_all"],
    "report": ["Finding", "as_json", "as_list", "as_text"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
