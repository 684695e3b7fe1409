"""What is pasted: messy text made readable, keys cut out of it, blocks found in it and told apart.

`private_key` comes before everything else and `extract` after it. Nothing here needs `cryptography`.
"""
