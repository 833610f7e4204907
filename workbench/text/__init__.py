"""Facts about Arabic and English: folding, tokens, sentences, structure, numbers."""
