"""Bytes in, Reports out: text as received, divided into parts, with its language, outlet and day of publication.

`read_path` reads files and folders, `read_bytes` what was received otherwise; `divide` and `find_published` are the two steps that
other doors may want alone, `markup_span` leads from a page's text back to its markup. Refused, with InputError: what is missing,
empty, binary or too large. All other trouble comes out as Problems between the Reports, and the run goes on.
"""

from tumen.intake.page import markup_span
from tumen.intake.parts import Mark, divide
from tumen.intake.published import ADDRESS_RULES, find_published
from tumen.intake.read import MAX_BYTES, Media, read_bytes, read_path

__all__ = ["ADDRESS_RULES", "MAX_BYTES", "Mark", "Media", "divide", "find_published", "markup_span", "read_bytes", "read_path"]
