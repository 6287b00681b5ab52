"""The learning record store's HTTP interface at /xapi."""
