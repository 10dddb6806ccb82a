"""The learned numbers, checked against their pinned SHA-256 before they are used."""

import hashlib
import io
import json
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from tumen.model import PackError

MANIFEST = "manifest.json"


def load_arrays(folder: Traversable) -> dict[str, npt.NDArray[np.float32]]:
    """All arrays of the folder's .npz files; no file may hold pickled objects. Raises PackError where a file differs from the manifest's hash."""
    path = folder.joinpath(MANIFEST)
    if not path.is_file():
        raise PackError(f"The reader's weights are missing ({MANIFEST}); run `make train` or install a released Tumen.")
    pinned: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    arrays: dict[str, npt.NDArray[np.float32]] = {}
    for name, digest in pinned.items():
        data = folder.joinpath(name).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise PackError(f"The reader's file {name} is not the one that was released; install Tumen again.")
        if name.endswith(".npz"):
            with np.load(io.BytesIO(data), allow_pickle=False) as stored:
                arrays.update({key: stored[key] for key in stored.files})
    return arrays
