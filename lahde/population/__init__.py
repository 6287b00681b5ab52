"""A synthetic population of five invented agencies: a seeded generator that needs nothing else of ours."""

from lahde.population.population import Population, generate

__all__ = ["Population", "generate"]
