"""What kinds are made with: their context, what they yield, and how a row becomes a statement."""
