"""The watched folder: what is dropped into DATA/inbox/KIND/ is collected once, by the running server."""
