"""The commands of `briefings`."""
