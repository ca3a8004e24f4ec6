"""Notes: one composer for each, which puts its content into the words of a language, as a document that A4 and the roll draw."""
