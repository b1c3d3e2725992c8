"""The reader of saved web pages; `reader` is its entry."""
