"""Figures in other forms than a page: tables of words, plain data, files for programs."""
