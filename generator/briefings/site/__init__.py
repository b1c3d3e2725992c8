"""The site as targets: each file with its inputs and its build function."""
