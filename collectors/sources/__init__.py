"""Files as people have them, read into records: encodings, separators, headers and values (domain.md 4.1)."""
