"""The examples of the documentation are run: a fresh box for each page, its blocks in order."""
