"""A library for other programs: as data that an app can run, and as text that a person or a model reads."""

PUBLIC: dict[str, list[str]] = {}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
