"""Where conversations, feedback, unanswered questions and taken deliveries are kept.

`memory` for one process that forgets at exit, `store` for a database. Importing this package, or `memory`, loads no
SQLAlchemy.
"""
