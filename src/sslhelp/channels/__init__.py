"""Channels translate: a request into a Message, a Reply into their own format. They decide nothing."""
