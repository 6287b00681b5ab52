"""Indicators: one SELECT a card, one row a person (or respondent), window and part.

Where the figure is neither a proportion nor a mean, a module of the same name has its formula: `measure(figure)`.
"""
