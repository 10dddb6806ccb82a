"""The encoder as an ONNX graph whose large arrays lie in an .npz beside it: eight-bit weights, sums in floats.

Quantisation is ONNX Runtime's dynamic one (weights per column, activations per call), after the channels of each layer's input were evened
out (SmoothQuant, Xiao et al. 2023), and for the inputs of each `down`, where single pieces stand out, one by blocks of a row. Without these two the
states of MPNet come out nearly half wrong.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

from model import EPS, FROZEN, HEADS, LAYERS, WIDTH

OPSET = 17
SMALL = 64
BLOCK = 128
EVEN = 0.65
"""How far the unevenness goes from the inputs into the weights; 0.5 and 0.8 came out further from the floats."""


class Builder:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.arrays: dict[str, np.ndarray] = {}
        self.count = 0

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        self.count += 1
        name = f"{kind.lower()}{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def array(self, name: str, value: np.ndarray) -> str:
        self.arrays[name] = value
        return name

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        product = self.op("MatMul", x, self.array(f"{name}.weight", np.ascontiguousarray(weight.T)))
        return self.op("Add", product, self.array(f"{name}.bias", bias))

    def norm(self, x: str, name: str, state: dict[str, np.ndarray]) -> str:
        scale, bias = self.array(f"{name}.scale", state[f"{name}.weight"]), self.array(f"{name}.shift", state[f"{name}.bias"])
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPS)


def encoder_graph(state: dict[str, np.ndarray]) -> tuple[onnx.ModelProto, dict[str, np.ndarray]]:
    """`state` holds norm and layers.N.* of the whole encoder.

    Inputs: words (B, T, WIDTH) already looked up, knowledge (B, T, WIDTH), bias (1, HEADS, T, T) of distances, mask (B, 1, 1, T).
    """
    b = Builder()
    x = b.norm("words", "norm", state)
    bias = b.op("Add", "bias", "mask")
    shape = b.array("heads_shape", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
    flat = b.array("flat_shape", np.array([0, 0, WIDTH], np.int64))
    scale = b.array("root", np.array((WIDTH // HEADS) ** -0.5, np.float32))
    half, one, root2 = (b.array(n, np.array(v, np.float32)) for n, v in (("half", 0.5), ("one", 1.0), ("root2", 2**0.5)))
    for number in range(LAYERS):
        if number == FROZEN:
            x = b.op("Add", x, "knowledge")
        name = f"layers.{number}"
        parts = np.split(state[f"{name}.qkv.weight"], 3), np.split(state[f"{name}.qkv.bias"], 3)
        q, k, v = (
            b.op("Reshape", b.linear(x, f"{name}.{kind}", parts[0][n], parts[1][n]), shape) for n, kind in enumerate(("q", "k", "v"))
        )
        q, k, v = b.op("Transpose", q, perm=[0, 2, 1, 3]), b.op("Transpose", k, perm=[0, 2, 3, 1]), b.op("Transpose", v, perm=[0, 2, 1, 3])
        scores = b.op("Add", b.op("Mul", b.op("MatMul", q, k), scale), bias)
        mixed = b.op("MatMul", b.op("Softmax", scores, axis=-1), v)
        mixed = b.op("Reshape", b.op("Transpose", mixed, perm=[0, 2, 1, 3]), flat)
        out = b.linear(mixed, f"{name}.out", state[f"{name}.out.weight"], state[f"{name}.out.bias"])
        x = b.norm(b.op("Add", x, out), f"{name}.norm1", state)
        up = b.linear(x, f"{name}.up", state[f"{name}.up.weight"], state[f"{name}.up.bias"])
        erf = b.op("Add", b.op("Erf", b.op("Div", up, root2)), one)
        up = b.op("Mul", b.op("Mul", up, erf), half)
        down = b.linear(up, f"{name}.down", state[f"{name}.down.weight"], state[f"{name}.down.bias"])
        x = b.norm(b.op("Add", x, down), f"{name}.norm2", state)
    floats = {"words": ["b", "t", WIDTH], "knowledge": ["b", "t", WIDTH], "bias": [1, HEADS, "t", "t"], "mask": ["b", 1, 1, "t"]}
    inputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in floats.items()]
    b.nodes[-1].output[0] = "states"
    output = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["b", "t", WIDTH])
    stored = [numpy_helper.from_array(value, name) for name, value in b.arrays.items()]
    graph = helper.make_graph(b.nodes, "encoder", inputs, [output], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model, b.arrays


def quantised(model: onnx.ModelProto, samples: Sequence[dict[str, np.ndarray]], work: Path) -> onnx.ModelProto:
    """`samples` are inputs of the graph by which the channels are evened out."""
    smooth, middle, target = (work / f"{name}.onnx" for name in ("smooth", "middle", "int8"))
    products = {node.name: node for node in model.graph.node if node.op_type == "MatMul" and node.input[1].endswith(".weight")}
    onnx.save(_smoothed(model, products, _largest(model, products, samples, work)), str(smooth))
    others = [name for name, node in products.items() if not node.input[1].endswith(".down.weight")]
    settings = DefaultWeightOnlyQuantConfig(block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8)
    by_blocks = MatMulNBitsQuantizer(onnx.load(str(smooth)), algo_config=settings, nodes_to_exclude=others)
    by_blocks.process()
    onnx.save(by_blocks.model.model, str(middle))
    quantize_dynamic(
        str(middle), str(target), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )
    return onnx.load(str(target))


def _largest(
    model: onnx.ModelProto, products: dict[str, onnx.NodeProto], samples: Sequence[dict[str, np.ndarray]], work: Path
) -> dict[str, np.ndarray]:
    """The largest size that each channel of each product's input takes over the samples."""
    names = sorted({node.input[0] for node in products.values()})
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    probe.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    onnx.save(probe, str(work / "probe.onnx"))
    session = onnxruntime.InferenceSession(str(work / "probe.onnx"), providers=["CPUExecutionProvider"])
    largest = {name: np.zeros(1, np.float32) for name in names}
    for sample in samples:
        for name, value in zip(names, session.run(names, sample), strict=True):
            largest[name] = np.maximum(largest[name], np.abs(value).reshape(-1, value.shape[-1]).max(0))
    return largest


def _smoothed(model: onnx.ModelProto, products: dict[str, onnx.NodeProto], largest: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Each product's input divided, and its weights multiplied, by a factor a channel that evens out both."""
    arrays = {tensor.name: tensor for tensor in model.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    done: set[str] = set()
    for node in model.graph.node:
        given = node.input[0] if node.name in products else ""
        if given and given not in done:
            users = [other for other in products.values() if other.input[0] == given]
            weights = [numpy_helper.to_array(arrays[other.input[1]]) for other in users]
            heaviest = np.max([np.abs(weight).max(1) for weight in weights], axis=0)
            factor = np.maximum(largest[given], 1e-5) ** EVEN / np.maximum(heaviest, 1e-5) ** (1 - EVEN)
            factor = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
            model.graph.initializer.append(numpy_helper.from_array(1 / factor, f"even.{given}"))
            nodes.append(helper.make_node("Mul", [given, f"even.{given}"], [f"evened.{given}"], name=f"even.{given}"))
            for other, weight in zip(users, weights, strict=True):
                arrays[other.input[1]].CopyFrom(numpy_helper.from_array(weight * factor[:, None], other.input[1]))
            done.add(given)
        nodes.append(node)
    for node in products.values():
        node.input[0] = f"evened.{node.input[0]}"
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def stripped(model: onnx.ModelProto) -> tuple[bytes, dict[str, np.ndarray]]:
    """The graph with its arrays taken out, and the arrays."""
    arrays = {}
    for tensor in model.graph.initializer:
        value = numpy_helper.to_array(tensor)
        if value.size <= SMALL and value.dtype not in (np.int8, np.uint8):
            continue
        arrays[tensor.name] = value
        tensor.ClearField("raw_data")
        for name in ("float_data", "int32_data", "int64_data"):
            tensor.ClearField(name)
        tensor.data_location = TensorProto.EXTERNAL
        entry = tensor.external_data.add()
        entry.key, entry.value = "location", "arrays"
        for key, number in (("offset", 0), ("length", value.nbytes)):
            more = tensor.external_data.add()
            more.key, more.value = key, str(number)
    return model.SerializeToString(), arrays
