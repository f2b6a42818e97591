"""Guides as their writers see them at work: pages, problems and maps, served on this machine alone."""
