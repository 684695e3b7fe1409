"""Where conversations, feedback, unanswered questions, taken deliveries and intermediate certificates are kept.

`memory` for one process that forgets at exit, `store` for a database. Importing this package, or `memory`, loads no
SQLAlchemy.
"""
