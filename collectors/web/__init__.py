"""Pages for people: signing in, noting a moment, seeing and taking back what is kept about oneself."""
