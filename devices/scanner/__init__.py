"""Barcode scanners: kernel key events become whole codes."""
