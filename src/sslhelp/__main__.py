"""`python -m sslhelp` and the console script."""

from sslhelp.channels.cli import main

if __name__ == "__main__":
    main()
