"""Scales: what lies on them, in grams, from a wire or from calls."""
