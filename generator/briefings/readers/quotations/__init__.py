"""Direct quotations and who speaks them; `finder` is the entry."""
