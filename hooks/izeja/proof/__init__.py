"""Where nodes lead, and the rules that must hold."""

PUBLIC = {
    "address_rules": ["prove_addresses"],
    "contact_rules": ["missing_addresses", "severity_of_untranslated"],
    "draft_rules": ["prove_drafts"],
    "flow_rules": ["prove"],
    "graph": ["Edge", "Graph", "Place"],
    "graph_builder": ["build_graph"],
    "id_rules": ["TAKEN", "prove_ids"],
    "library_rules": ["WHOLE", "prove_library"],
    "text_rules": ["alike", "overdue_reviews", "prove_words"],
    "ways": ["sure_to_end"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
