"""The reader as it is trained: a small encoder and the heads that choose type, status, source, words and values of events.

Encoder: MiniLM, six layers of width 384 (Wang et al. 2020), from all-MiniLM-L6-v2; the embeddings and lower layers stay as they are, and
what the packs know of a word is added to its vector above them. Heads: attention per type (one query a type over a sentence's words), then
pointers from the event's vector to the report's mentions.
"""

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 6
FROZEN = 3
EVENT, POINTER = 256, 64


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        attended = torch.softmax(scores if mask is None else scores + mask, -1).to(v.dtype) @ v
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    def __init__(self, vocabulary: int = 30522) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.token = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])

    def lower(self, ids: Tensor) -> Tensor:
        x = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]] + self.token)
        for layer in self.layers[:FROZEN]:
            x = layer(x, None)
        return x

    @classmethod
    def pretrained(cls, path: str) -> "Encoder":
        given = load_file(path)
        state = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"],
            "token": given["embeddings.token_type_embeddings.weight"][0],
        }
        for kind in ("weight", "bias"):
            state[f"norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
            for number in range(LAYERS):
                old, new = f"encoder.layer.{number}.", f"layers.{number}."
                state[f"{new}qkv.{kind}"] = torch.cat([given[f"{old}attention.self.{name}.{kind}"] for name in ("query", "key", "value")])
                for ours, theirs in (
                    ("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
                    ("down", "output.dense"), ("norm2", "output.LayerNorm"),
                ):
                    state[f"{new}{ours}.{kind}"] = given[f"{old}{theirs}.{kind}"]
        encoder = cls()
        encoder.load_state_dict(state)
        return encoder


class Chooser(nn.Module):
    """Scores mentions for an event: what the event asks for against what the mention is, and where it stands."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(EVENT, POINTER), nn.Linear(WIDTH, POINTER)
        self.first, self.second = nn.Linear(features + 16, 48), nn.Linear(48, 1)
        self.event = nn.Linear(EVENT, 16)
        self.linear = nn.Linear(features, 1)

    def forward(self, events: Tensor, mentions: Tensor, features: Tensor) -> Tensor:
        """events (E, EVENT), mentions (M, WIDTH), features (E, M, F) -> (E, M)."""
        pointed = self.query(events) @ self.key(mentions).T / POINTER**0.5
        small = self.event(events)[:, None, :].expand(-1, features.shape[1], -1)
        placed = self.second(functional.relu(self.first(torch.cat([features, small], -1))))[..., 0]
        return pointed + placed + self.linear(features)[..., 0]


class Heads(nn.Module):
    def __init__(self, types: int, classes: int, knowledge: int, group_features: int) -> None:
        super().__init__()
        self.knowledge = nn.Embedding(knowledge, WIDTH)
        nn.init.zeros_(self.knowledge.weight)
        self.attention = nn.Parameter(torch.randn(types, WIDTH) * 0.02)
        self.type_weight = nn.Parameter(torch.randn(types, WIDTH) * 0.02)
        self.type_bias = nn.Parameter(torch.full((types,), -2.5))
        self.type_vector = nn.Parameter(torch.zeros(types, WIDTH))
        self.norm, self.event = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, EVENT)
        self.status, self.source = nn.Linear(EVENT, 5), nn.Linear(EVENT, 7)
        self.actor, self.target = Chooser(group_features), Chooser(group_features)
        self.class_lexicon = nn.Parameter(torch.eye(classes) * 4)
        self.class_rival = nn.Parameter(torch.eye(classes) * 2)
        self.class_mention = nn.Linear(WIDTH, classes)
        self.class_event = nn.Linear(EVENT, classes)
        self.object_query, self.reason_query = nn.Linear(EVENT, POINTER), nn.Linear(EVENT, POINTER)
        self.object_key, self.reason_key = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)
        self.object_bias, self.reason_bias = nn.Parameter(torch.tensor(-2.0)), nn.Parameter(torch.tensor(-3.0))
        self.same1, self.same2 = nn.Linear(EVENT + 8, 48), nn.Linear(48, 1)
        nn.init.zeros_(self.class_mention.weight)
        nn.init.zeros_(self.class_event.weight)

    def of_events(self, vectors: Tensor, kinds: Tensor) -> Tensor:
        return functional.gelu(self.event(self.norm(vectors + self.type_vector[kinds])))

    def class_logits(self, events: Tensor, mentions: Tensor, lexicon: Tensor, rivals: Tensor) -> Tensor:
        """Class of each mention for each event: (E, M, classes)."""
        mention = lexicon @ self.class_lexicon + rivals @ self.class_rival + self.class_mention(mentions)
        return mention[None] + self.class_event(events)[:, None]

    def same(self, one: Tensor, other: Tensor, facts: Tensor) -> Tensor:
        return self.same2(functional.relu(self.same1(torch.cat([one * other, facts], -1))))[..., 0]


class Net(nn.Module):
    """Upper layers and heads: all that is trained."""

    def __init__(self, encoder: Encoder, heads: Heads, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList([_copy(layer) for layer in encoder.layers[FROZEN:]])
        self.heads = heads
        self.drop = nn.Dropout(dropout)

    def states(self, lower: Tensor, knowledge: Tensor, mask: Tensor) -> Tensor:
        """lower (B, T, WIDTH) -> (B * T, WIDTH)."""
        bias = torch.zeros(mask.shape, dtype=torch.bfloat16).masked_fill(~mask, -1e4)[:, None, None, :]
        x = lower.float() + self.heads.knowledge(knowledge)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                x = layer(x, bias)
        return self.drop(x.float()).reshape(-1, WIDTH)


def _copy(layer: Layer) -> Layer:
    new = Layer()
    new.load_state_dict(layer.state_dict())
    return new
