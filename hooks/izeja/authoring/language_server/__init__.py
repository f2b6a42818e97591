"""What an editor shows of a library while it is being written, for any editor that speaks LSP."""

PUBLIC = {"server": ["start"]}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
