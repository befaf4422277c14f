"""One file for each thing that a person (or a clock) does. No Flask; the caller opens and commits the transaction."""
