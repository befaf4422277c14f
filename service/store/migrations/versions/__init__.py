"""One file for each step of the schema, numbered, in one line of history."""
