"""Links in texts: what is found in them (`lexicon`), and what becomes a link (`linker`)."""
