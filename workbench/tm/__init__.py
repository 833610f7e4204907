"""Translation memory: scores, differences, search."""
