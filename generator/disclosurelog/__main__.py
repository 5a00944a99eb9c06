"""`python -m disclosurelog`."""

from disclosurelog.cli import main

if __name__ == "__main__":
    main()
