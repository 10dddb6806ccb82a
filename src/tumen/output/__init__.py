"""What the desk read, written for people and programs: a table, JSON lines, the codebook's lines, a page.

In: `Reading`s one after the other, and an open text file. Out: text in that file. Refused: nothing. `FORMATS` names the forms; each is a
function `write(readings, out)`. All are the working record and meant for inside: where the form has room for it, INTERNAL stands first.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from tumen.desk import Reading
from tumen.output.codebook import write_codebook
from tumen.output.explained import write_explained
from tumen.output.html import write_html
from tumen.output.jsonl import write_jsonl
from tumen.output.table import write_table

FORMATS: Mapping[str, Callable[[Iterable[Reading], TextIO], None]] = {
    "table": write_table,
    "jsonl": write_jsonl,
    "codebook": write_codebook,
    "html": write_html,
}

__all__ = ["FORMATS", "write_codebook", "write_explained", "write_html", "write_jsonl", "write_table"]
