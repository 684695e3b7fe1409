"""How the pages fare in a browser, beside deep-chat: `make bench-web`."""
