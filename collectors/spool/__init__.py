"""Where pulse answers wait until their wave closes: without time, order or address (domain.md 5.2).

A wave is one SQLite file. While it runs, the file holds which links are still open and which answer sheets came in, and
nothing that joins the two. When it closes, all answers enter the ledger at once, shuffled, and the file is destroyed.
"""
