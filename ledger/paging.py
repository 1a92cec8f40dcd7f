"""Pages of lists that grow: where the newest begins, and how many rows are every row."""

NEWEST = 1 << 62
"""Later than every number of a row: a list that goes back begins before it."""

EVERY = 1 << 62
"""More rows than there are."""
