"""Direct quotations and their speakers; `finder` is the entry."""
