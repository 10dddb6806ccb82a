"""What was recorded, when and by whom: append-only, sealed, and provable.

In: `Draft`s of entries, and bytes as received. Out: `Entry`s in order, and proofs. Refused, with LedgerError: a file that is missing, foreign,
damaged or newer, keys that others may read, what was erased before. `Ledger.create` makes one, `Ledger(path, clock, salts)` opens it; clock and
randomness are handed in. `verify` says whether it is still what was written, `prove` writes a proof that needs no Tumen.
"""

from tumen.ledger.ledger import CHECKPOINT, Draft, Ledger, beside
from tumen.ledger.prove import prove
from tumen.ledger.records import event_json, event_of, report_fields
from tumen.ledger.verify import Verdict, read_note, verify

__all__ = ["CHECKPOINT", "Draft", "Ledger", "Verdict", "beside", "event_json", "event_of", "prove", "read_note", "report_fields", "verify"]
