"""A proof file: that an entry is in the ledger, to be checked by anyone without Tumen (`standalone_verifier.py`).

It shows the leaf, which holds commitments alone. Contents leave only in an approved Release, and there is none yet.
"""

import json

from tumen.ledger.checkpoint import Checkpoint, signed
from tumen.ledger.ledger import Ledger
from tumen.ledger.merkle import inclusion, root
from tumen.model import LedgerError

FORMAT = "tumen-proof/1"


def prove(ledger: Ledger, seq: int) -> str:
    """The proof of an entry as JSON text; LedgerError where there is no such entry."""
    hashes = ledger.database.hashes()
    if not 0 <= seq < len(hashes):
        raise LedgerError(f"There is no entry {seq} in {ledger.path}; it has {len(hashes)}, counted from 0.")
    row = next(row for row in ledger.database.rows() if row.seq == seq)
    note = signed(Checkpoint(ledger.database.origin, len(hashes), root(hashes)), ledger.keys.signing)
    proof = {
        "format": FORMAT, "leaf": row.leaf.decode(), "seq": seq, "path": [step.hex() for step in inclusion(hashes, seq)], "checkpoint": note,
        "public_key": ledger.public.hex(),
    }
    return json.dumps(proof, ensure_ascii=False, indent=1) + "\n"
