"""Mutation testing: how many small faults in a room its tests notice. `make mutation` runs it."""
