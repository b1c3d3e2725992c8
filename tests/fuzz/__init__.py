"""Fuzzing: whatever is in a file of the content folder, reading it and making pages never fails."""
