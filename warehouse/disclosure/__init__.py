"""Disclosure control: pure rules from exact figures to what may be shown (domain 2.1).

Settings may tighten them, never loosen.
All arithmetic is over fractions and decimals, so that it gives the same digits everywhere.
"""
