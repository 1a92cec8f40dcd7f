"""The owner's pages and the setup: templates, their words in three languages, and the pure functions that make pages of facts."""
