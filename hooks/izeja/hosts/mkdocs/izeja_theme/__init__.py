"""The folder of the theme `izeja`, as MkDocs finds it. `izeja.hosts.mkdocs.own_theme` makes its pages."""
