"""Where nodes lead, and the rules that must hold."""

PUBLIC = {
    "address_rules": ["prove_addresses"],
    "choice_rules": ["prove_choices"],
    "contact_rules": ["missing_addresses"],
    "draft_rules": ["prove_drafts", "prove_published"],
    "fact_rules": ["prove_facts"],
    "flow_rules": ["prove"],
    "graph": ["Edge", "Graph", "Place"],
    "graph_builder": ["build_graph"],
    "id_rules": ["TAKEN", "prove_ids"],
    "library_rules": ["WHOLE", "prove_library"],
    "picture_rules": ["prove_pictures"],
    "text_rules": ["alike", "misplaced_changes", "overdue_reviews", "prove_words"],
    "untranslated": ["severity_of_untranslated"],
    "ways": ["sure_to_end"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
