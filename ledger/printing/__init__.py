"""What is printed: jobs of any document, each sent once, and what is known of their fate."""
