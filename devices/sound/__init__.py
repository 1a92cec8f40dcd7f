"""Tones for right and wrong scans, from the box's own loudspeaker."""
