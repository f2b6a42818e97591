"""Exported guides with the real generators: built, verified, and walked in a browser.

`projects.txtar` has the settings of a project for each. `make test-generators` exports the shipped library to
these projects, builds them, runs `izeja verify`, and clicks every answer of every guide in every language,
with JavaScript and without. Then it puts a guide of each site into a page of another one, builds the example
of a provider, and lets other programs read its stories and maps. It has environments of its own, with pinned
packages. What is exported, `tests/hosts/test_generators.py` compares.
"""
