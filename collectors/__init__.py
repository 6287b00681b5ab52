"""The world becomes statements: the LRS's doors, files, the ledger that keeps them, the boundary where names stop."""
