"""The pages of the window, one per line of the side bar."""
