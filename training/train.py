"""Learn the reader from all stories but one fold of them, and keep what it says of those (told.pkl) and of the others (rest.pkl).

Everything random comes from --seed. See README.md beside this file.
"""

import argparse
import copy
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch

import linear
from answers import answered, found
from base import base_file
from corpus import bank, documents, folds
from dataset import prepare_bank
from learn import Prepared, train
from model import Encoder, Heads, Net
from tumen.packs.pack import load_pack
from tumen.reading.features import GROUP
from tumen.reading.ngrams import Ngrams
from tumen.reading.scene import SceneMaker
from tumen.reading.wordpiece import WordPiece


def new_net(encoder: Encoder, maker: SceneMaker, dropout: float) -> Net:
    return Net(encoder, Heads(len(maker.pack.codebook.type_ids), len(maker.classes), len(maker.knowledge.names), len(GROUP)), dropout)


def scene_maker() -> SceneMaker:
    return SceneMaker(load_pack(), WordPiece(base_file("vocab.txt").decode().split("\n")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5, help="folds of stories")
    parser.add_argument("--fold", type=int, default=0, help="the one that is held out")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("out"))
    given = parser.parse_args()
    random.seed(given.seed)
    np.random.seed(given.seed)
    torch.manual_seed(given.seed)
    given.out.mkdir(exist_ok=True, parents=True)
    encoder = Encoder.pretrained(base_file("model.safetensors")).eval()
    maker = scene_maker()
    started = time.time()
    lower = copy.deepcopy(encoder).to(torch.bfloat16)
    prepared = [Prepared(doc, lower) for doc in documents(maker)]
    print(f"{len(prepared)} reports, {sum(len(p.doc.gold) for p in prepared)} events, made ready in {time.time() - started:.0f} s", flush=True)
    settings = {"epochs": given.epochs, "rate": given.rate, "head_rate": given.head_rate, "batch": given.batch}
    rows = bank()
    random.shuffle(rows)
    extra = [Prepared(prepare_bank(at, rows[at : at + 10], maker), lower) for at in range(0, len(rows), 10)]
    print(f"{len(rows)} sentences of the bank", flush=True)
    types = maker.pack.codebook.type_ids
    fold = folds([p.doc.scene.report.id for p in prepared], given.count)
    held = [p for p in prepared if fold[p.doc.scene.report.id] == given.fold]
    learned = [p for p in prepared if fold[p.doc.scene.report.id] != given.fold]
    net = new_net(encoder, maker, given.dropout)
    train(net, learned + extra, **settings)
    torch.save({"net": net.state_dict()}, given.out / "net.pt")
    words = linear.fit([p.doc for p in learned], rows, types)
    np.savez_compressed(given.out / "ngrams.npz", **words)
    for name, reports in (("told", held), ("rest", learned)):
        answers = [answered(net, one, Ngrams(words)) for one in reports]
        with (given.out / f"{name}.pkl").open("wb") as stored:
            pickle.dump(answers, stored)
        print(f"{name}: {time.time() - started:.0f} s", found(answers, types), flush=True)


if __name__ == "__main__":
    main()
