"""What pages say besides figures: promises, the accessibility statement, others' tools, examples of every mark."""
