"""Spreadsheets: items, places, barcodes, kits, listings and stock, in and out as CSV; one file for each kind of sheet."""
