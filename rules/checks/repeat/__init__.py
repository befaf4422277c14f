"""The rule `repeat`."""
