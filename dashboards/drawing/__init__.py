"""Figures as drawings: which mark each gets, what its signs mean, and the drawing as a file of its own."""
