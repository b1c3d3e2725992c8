"""Small pure helpers, one idea a module."""
