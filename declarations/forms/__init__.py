"""Forms of the pages: what was typed, word for word, and what we say when it cannot be read."""
