"""Table models that hold only the rows somebody looks at."""
