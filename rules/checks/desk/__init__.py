"""The rule `desk`."""
