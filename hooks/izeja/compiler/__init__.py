"""From a folder of trees to a proved library in every language: all phases, in their order."""

PUBLIC = {
    "check": ["check_library", "check_unsaved", "check_unsaved_tree"],
    "compile": [
        "EVERYTHING",
        "PUBLISHED",
        "Scope",
        "compile_library",
        "day_of_build",
        "no_garbage_collection",
    ],
    "compiled": ["Compiled"],
    "glance": ["glance", "glance_at_unsaved"],
    "stand_ins": ["alone", "with_stand_ins"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
