"""Reading disguised words, but only towards words that a lexicon asks for."""
