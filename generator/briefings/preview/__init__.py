"""The live preview: pages are made when they are looked at, and again when they change."""
