"""The Persian language as the rules know it: letters, words, verbs, stems. hazm's data, our analysis."""
