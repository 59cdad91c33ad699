"""`python -m hcc_helpers`: the same as `hcc`."""

from hcc_helpers.cli.commands import main

# Guarded because a kernel's fork server may import this module again.
if __name__ == "__main__":
    main()
