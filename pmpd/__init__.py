"""The daemon that ties the four other packages together: configuration, workflows, API and command line."""
