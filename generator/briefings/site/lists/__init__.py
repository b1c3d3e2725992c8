"""Lists of briefings, explainers, topics and events, and how they are split into pages."""
