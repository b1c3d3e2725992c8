"""The reader of whole-page text scrapes; `reader` is its entry."""
