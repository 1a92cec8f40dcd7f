"""What is stocked and where it can be: items, barcodes, kits, places."""
