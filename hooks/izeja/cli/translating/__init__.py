"""The commands of `izeja translate`, a module for each group."""
