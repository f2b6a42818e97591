"""The places where guides are published. Only these packages know a host."""

PUBLIC = {"mkdocs.plugin": ["IzejaHook"]}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
