"""A page a module: each makes a `Page` from a release as it is read."""
