"""The ledger: statements as they were sent, identities, and the journal of what changed. One writer, many readers."""
