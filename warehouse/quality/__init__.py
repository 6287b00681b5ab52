"""Write, audit, publish: what is expected of the warehouse's tables and of a release before anybody sees it.

A suite is two files of one name: `.sql` says what is looked at, `.toml` what is expected of it. A new expectation is
one entry in a .toml. Run in a process of its own: importing great-expectations takes seconds and much memory.
"""
