"""The first run: five steps from the language to the first message, each skippable and resumable."""
