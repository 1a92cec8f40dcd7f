"""The bench: how fast the box is, always beside a reference measured in the same run."""
