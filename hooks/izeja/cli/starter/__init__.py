"""A first site and a first guide: what `izeja new` writes, and how it gets into a folder.

`site/` has files as they are written, and `shared/` those that a site may have for other reasons, too. In
their names, `dot-` means a dot, and files that end in `.j2` are templates. `languages/` has a first
guide, a contact and a home page for each language.
"""
