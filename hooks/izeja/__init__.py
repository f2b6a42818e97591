"""Izeja: decision trees in YAML become guided help without dead ends."""

__version__ = "0.1.0"

HOME = "https://github.com/izeja/izeja"
"""The address of the project, under which messages and SARIF logs link to its documentation."""
