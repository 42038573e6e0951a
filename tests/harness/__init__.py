"""Runs that try to break the program, and the planted bugs that prove they can."""
