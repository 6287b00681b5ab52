"""Indicators: one SELECT a card, one row a person (or respondent), window and part."""
