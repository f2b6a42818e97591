"""Izeja: decision trees in YAML become guided help without dead ends."""

__version__ = "0.1.0"

HOME = "https://github.com/izeja/izeja"
"""The project's home page."""
