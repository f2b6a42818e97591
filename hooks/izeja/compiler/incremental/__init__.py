"""What a check or a preview can skip, since nothing that it depends on has changed."""

PUBLIC = {
    "cache": ["recall", "remember"],
    "changes": ["changed_guides"],
    "outline": ["TreeReference", "outlines_of", "references_of", "references_of_config"],
    "selection": ["is_certain", "select"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
