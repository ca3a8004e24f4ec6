"""Which days goods are fetched and delivered, and the earliest day a kitchen can have an article."""
