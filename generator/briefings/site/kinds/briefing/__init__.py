"""The briefing: an article word for word, with links, notes and the background around it."""
