"""sslhelp: the support assistant of an SSL-certificate shop."""

__version__ = "0.1.0"
