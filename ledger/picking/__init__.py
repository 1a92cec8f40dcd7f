"""Walks: waves, pick sessions, scans, short picks, substitutes."""
