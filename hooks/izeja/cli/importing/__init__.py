"""Trees of other programs: read from their files, and written as trees of a library.

Nothing is lost in silence: what a tree of ours cannot have becomes a `foreign.Loss`.
"""
