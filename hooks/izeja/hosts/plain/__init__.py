"""Guides in a site of their own, with Izeja's theme and without MkDocs."""
