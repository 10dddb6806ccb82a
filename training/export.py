"""Write the files that ship, `src/tumen/reading/weights/`, from a trained net: eight-bit arrays in .npz, the bare graph, settings, and a
manifest of SHA-256 that the reader checks before it uses any of them."""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch

from base import base_file
from corpus import documents
from graph import encoder_graph, quantised, stripped
from model import FIRST_POSITION, FROZEN, LAYERS, Encoder
from train import scene_maker

LONGEST = 512
SAMPLE = 20
"""One report in so many is looked at."""
TARGET = Path(__file__).parents[1] / "src" / "tumen" / "reading" / "weights"


def whole_state(encoder: Encoder, net: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """The encoder's state with the trained upper layers in place."""
    state = {name: value.detach().numpy() for name, value in encoder.state_dict().items()}
    for number in range(FROZEN, LAYERS):
        prefix = f"layers.{number - FROZEN}."
        state |= {f"layers.{number}.{name.removeprefix(prefix)}": value.numpy() for name, value in net.items() if name.startswith(prefix)}
    return state


def distances(encoder: Encoder) -> np.ndarray:
    """(HEADS, 2 N - 1): what a distance of -(N - 1) to N - 1 pieces adds to attention, N the longest window."""
    bias = encoder.position_bias(LONGEST)[0].detach().numpy()
    return np.concatenate([bias[:, :0:-1, 0], bias[:, 0]], 1).astype(np.float32)


def samples(state: dict[str, np.ndarray], net: dict[str, torch.Tensor], given: np.ndarray) -> list[dict[str, np.ndarray]]:
    """The graph's inputs for windows of a few dozen reports of training."""
    maker = scene_maker()
    found = []
    knowledge = net["heads.knowledge.weight"].numpy()
    for document in documents(maker)[::SAMPLE]:
        for window in document.scene.windows:
            at = np.arange(len(window.ids))
            found.append({
                "words": (state["words.weight"][list(window.ids)] + state["positions.weight"][FIRST_POSITION + at])[None],
                "knowledge": knowledge[list(window.knowledge)][None],
                "bias": given[:, at[None] - at[:, None] + LONGEST - 1][None],
                "mask": np.zeros((1, 1, 1, len(at)), np.float32),
            })
    return found


def files(net: dict[str, torch.Tensor], out: Path, target: Path) -> None:
    encoder = Encoder.pretrained(base_file("model.safetensors"))
    state = whole_state(encoder, net)
    model, _ = encoder_graph(state)
    with tempfile.TemporaryDirectory() as work:
        graph, arrays = stripped(quantised(model, samples(state, net, distances(encoder)), Path(work)))
    words = state["words.weight"]
    scale = np.abs(words).max(1, keepdims=True) / 127
    stored = {f"graph.{name}": value for name, value in arrays.items()}
    stored |= {
        "words": np.rint(words / np.maximum(scale, 1e-9)).astype(np.int8), "words_scale": scale.astype(np.float32),
        "positions": state["positions.weight"][FIRST_POSITION:].astype(np.float16),
        "distances": distances(encoder),
    }
    stored |= {name: value.numpy() for name, value in net.items() if name.startswith("heads.")}
    target.mkdir(parents=True, exist_ok=True)
    np.savez(target / "reader.npz", **stored)
    (target / "encoder.onnx").write_bytes(graph)
    (target / "vocabulary.txt").write_text(base_file("vocab.txt").decode().rstrip("\n"), encoding="utf-8")
    for name in ("forests.npz", "ngrams.npz", "settings.json"):
        shutil.copy(out / name, target / name)
    manifest = {
        name: hashlib.sha256((target / name).read_bytes()).hexdigest()
        for name in ("encoder.onnx", "forests.npz", "ngrams.npz", "reader.npz", "settings.json", "vocabulary.txt")
    }
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder with net.pt, forests.npz and settings.json")
    parser.add_argument("--net", default="net.pt")
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args()
    net = torch.load(given.out / given.net, weights_only=True)["net"]
    files(net, given.out, given.target)


if __name__ == "__main__":
    main()
