"""Guides in pages of any program that uses Python-Markdown, such as Zensical, MkDocs and Pelican."""
