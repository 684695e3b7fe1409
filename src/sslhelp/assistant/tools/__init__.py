"""What the assistant can do, one tool a module; their order in `app.py` is the policy."""
