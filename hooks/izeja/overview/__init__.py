"""A library as its writers look at it: as a map, as a walk from the terminal, and in numbers."""

PUBLIC = {
    "chart": ["Chart"],
    "dot": ["as_dot"],
    "guide_chart": ["guide_chart"],
    "layout": ["can_lay_out"],
    "library_chart": ["library_chart"],
    "mermaid": ["as_mermaid"],
    "svg": ["as_svg"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
