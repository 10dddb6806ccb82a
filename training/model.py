"""The reader as it is trained: an encoder and the heads that choose type, status, source, words and values of events.

Encoder: MPNet (Song et al. 2020), width 768, its lower layers from all-mpnet-base-v2; the embeddings and the lowest layers stay as they are, and
what the packs know of a word is added to its vector above them. Heads: attention per type (one query a type over a sentence's words), then
pointers from the event's vector to the report's mentions.
"""

import math

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

WIDTH, INNER, HEADS, LAYERS = 768, 3072, 12, 8
FROZEN = 2
EPS = 1e-5
BUCKETS, FAR = 32, 128
"""MPNet's relative positions: how many kinds of distance it knows, and from where on all are one."""
FIRST_POSITION = 2
EVENT, POINTER = 256, 64


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=EPS), nn.LayerNorm(WIDTH, eps=EPS)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`bias` (1 or B, HEADS, T, T) is added to the attention's scores."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    def __init__(self, vocabulary: int = 30527) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(514, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.relative = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])

    def lower(self, ids: Tensor) -> Tensor:
        length = ids.shape[1]
        x = self.norm(self.words(ids) + self.positions.weight[FIRST_POSITION : FIRST_POSITION + length])
        bias = self.position_bias(length)
        for layer in self.layers[:FROZEN]:
            x = layer(x, bias)
        return x

    def position_bias(self, length: int) -> Tensor:
        """(1, HEADS, T, T): what a distance between two pieces adds to their attention."""
        at = torch.arange(length)
        return self.relative(bucket(at[None] - at[:, None])).permute(2, 0, 1)[None]

    @classmethod
    def pretrained(cls, weights: bytes) -> "Encoder":
        given = load(weights)
        state = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"],
            "relative.weight": given["encoder.relative_attention_bias.weight"],
        }
        for kind in ("weight", "bias"):
            state[f"norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
            for number in range(LAYERS):
                old, new = f"encoder.layer.{number}.", f"layers.{number}."
                state[f"{new}qkv.{kind}"] = torch.cat([given[f"{old}attention.attn.{name}.{kind}"] for name in ("q", "k", "v")])
                for ours, theirs in (
                    ("out", "attention.attn.o"), ("norm1", "attention.LayerNorm"), ("up", "intermediate.dense"),
                    ("down", "output.dense"), ("norm2", "output.LayerNorm"),
                ):
                    state[f"{new}{ours}.{kind}"] = given[f"{old}{theirs}.{kind}"]
        encoder = cls()
        encoder.load_state_dict(state)
        return encoder


def bucket(distance: Tensor) -> Tensor:
    """The kind of each distance: exact when near, coarser when far, apart for before and after (Raffel et al. 2020, section 2.1)."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    size = distance.abs()
    far = exact + (torch.log(size.clamp(min=1).float() / exact) / math.log(FAR / exact) * (half - exact)).long()
    return (distance > 0).long() * half + torch.where(size < exact, size, far.clamp(max=half - 1))


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
        self._biases = encoder.position_bias(512).detach().to(torch.bfloat16)

    def states(self, lower: Tensor, knowledge: Tensor, mask: Tensor) -> Tensor:
        """lower (B, T, WIDTH) -> (B, T, WIDTH)."""
        length = mask.shape[1]
        bias = torch.zeros(mask.shape, dtype=torch.bfloat16).masked_fill(~mask, -1e4)[:, None, None, :]
        bias = bias + self._biases[..., :length, :length]
        x = lower.float() + self.heads.knowledge(knowledge)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                x = layer(x, bias)
        return self.drop(x.float())


def _copy(layer: Layer) -> Layer:
    new = Layer()
    new.load_state_dict(layer.state_dict())
    return new
