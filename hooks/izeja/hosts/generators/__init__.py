"""Guides as pages of other generators of sites, which take them in as their own."""
