"""One folder, one rule, always the same names."""
