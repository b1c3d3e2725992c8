"""The content folder: parsed, held against itself, checked."""
