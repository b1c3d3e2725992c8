"""The live preview: renders a page on request, and reloads it when its content changes."""
