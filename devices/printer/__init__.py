"""Printers: a codec (slip to ESC/POS bytes) over a link, with the evidence of each job, and a picture of what the bytes print."""
