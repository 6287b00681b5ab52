"""What is published, made ready to be read: figures, answers and an agency's own goals, in the page's words."""
