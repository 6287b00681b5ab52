"""Measurements: `make bench` prints the table of docs/benchmarks.md. Nothing here is asserted as a test."""
