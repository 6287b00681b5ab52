"""/hand-in: HR, who has no shell, hands over files: upload, see what would come of it, confirm."""
