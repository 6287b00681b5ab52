"""How particular systems write what the tables say: one module a system."""
