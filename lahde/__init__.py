"""The composition root: settings, command line, the processes of `lahde serve`, the demo."""
