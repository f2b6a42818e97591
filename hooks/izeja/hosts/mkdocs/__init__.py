"""Guides in a site of MkDocs, with Material and static-i18n."""
