"""Tables of a person-level snapshot."""
