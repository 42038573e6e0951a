"""The groups of the settings page, each checked as it is typed and saved together."""
