"""The kiosk's files as they are served."""
