"""What goes into the tables of a person-level snapshot."""
