"""Renderers: each turns a Reply into the form of one kind of channel, and escapes for that form."""
