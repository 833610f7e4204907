"""The use cases: the only thing both faces call."""
