"""The owner's pages and the setup: what they are asked, turned into requests of the API's own declarations, and answered as HTML."""
