"""What happened, and whether the books agree with it: stories, changes, reconciliation, the check."""
