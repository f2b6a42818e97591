"""Guides for assistants: found by a customer's words and led through step by step, over MCP."""

PUBLIC: dict[str, list[str]] = {}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
