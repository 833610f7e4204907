"""Machine translation engines behind one fence."""
