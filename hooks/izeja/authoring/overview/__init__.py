"""A library as its writers look at it: as a map, as a walk from the terminal, and in numbers."""

PUBLIC = {
    "answers": ["answered"],
    "chart": ["Arrow", "ArrowKind", "Box", "Chart"],
    "dot": ["as_dot"],
    "entered": ["EntryError", "prompt_of"],
    "figures": ["figures_of"],
    "figures_text": ["as_json", "as_tables"],
    "guide_chart": ["guide_chart"],
    "layout": ["TangleError", "can_lay_out"],
    "library_chart": ["library_chart"],
    "mermaid": ["as_mermaid"],
    "review_calendar": ["as_calendar"],
    "seen_step": ["Seen", "Steps"],
    "step_text": ["Style", "as_event", "as_lines"],
    "svg": ["as_svg"],
    "tables": ["NONE", "as_table"],
    "walk": ["State", "Walk"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
