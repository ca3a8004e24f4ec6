"""`python -m hub` is the hub command where nothing was installed."""

from hub.cli import main

if __name__ == "__main__":
    main()
