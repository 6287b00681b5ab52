"""What the words mean: statements, journal records, participations, facts, cells. Imports nothing of ours."""
