"""The knowledge base: articles and house words read from files, every fault named with file and line."""
