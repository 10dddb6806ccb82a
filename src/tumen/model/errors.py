"""The tree of errors. Each message is one sentence that says what, where, and what to do.

    TumenError
    ├── InputError   some input could not be read at all       exit status 3
    ├── LedgerError  a ledger that cannot be opened, or that is not as it was written   exit status 3
    └── PackError    a pack or codebook is missing or broken   exit status 2
"""


class TumenError(Exception):
    """Anything Tumen tells its user as an error; never raised for a bug of our own."""


class InputError(TumenError):
    """An input that cannot be read at all: missing, binary, or not what its name says."""


class PackError(TumenError):
    """A pack that is unknown, or whose data break the rules of `tumen packs check`."""


class LedgerError(TumenError):
    """A ledger, key file or capture that is missing, foreign, locked, damaged, or newer than this Tumen."""
