"""What we can touch: scanners, printers and lights behind small seams; knows no order and no stock."""
