"""Ways to sign in to people's pages. Which one holds is a setting; each answers the port of collectors/web."""
