"""The encoder as an ONNX graph whose large arrays lie in an .npz beside it: eight-bit weights, sums in floats.

Quantisation is ONNX Runtime's dynamic one (weights per column, activations per call).
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import FROZEN, HEADS, LAYERS, WIDTH

OPSET = 17
SMALL = 64


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
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)


def encoder_graph(state: dict[str, np.ndarray]) -> tuple[onnx.ModelProto, dict[str, np.ndarray]]:
    """`state` holds norm and layers.N.* of the whole encoder.

    Inputs: words (B, T, WIDTH) already looked up, knowledge (B, T, WIDTH), mask (B, 1, 1, T).
    """
    b = Builder()
    x = b.norm("words", "norm", state)
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
        scores = b.op("Add", b.op("Mul", b.op("MatMul", q, k), scale), "mask")
        mixed = b.op("MatMul", b.op("Softmax", scores, axis=-1), v)
        mixed = b.op("Reshape", b.op("Transpose", mixed, perm=[0, 2, 1, 3]), flat)
        out = b.linear(mixed, f"{name}.out", state[f"{name}.out.weight"], state[f"{name}.out.bias"])
        x = b.norm(b.op("Add", x, out), f"{name}.norm1", state)
        up = b.linear(x, f"{name}.up", state[f"{name}.up.weight"], state[f"{name}.up.bias"])
        erf = b.op("Add", b.op("Erf", b.op("Div", up, root2)), one)
        up = b.op("Mul", b.op("Mul", up, erf), half)
        down = b.linear(up, f"{name}.down", state[f"{name}.down.weight"], state[f"{name}.down.bias"])
        x = b.norm(b.op("Add", x, down), f"{name}.norm2", state)
    floats = {"words": ["b", "t", WIDTH], "knowledge": ["b", "t", WIDTH], "mask": ["b", 1, 1, "t"]}
    inputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in floats.items()]
    b.nodes[-1].output[0] = "states"
    output = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["b", "t", WIDTH])
    stored = [numpy_helper.from_array(value, name) for name, value in b.arrays.items()]
    graph = helper.make_graph(b.nodes, "encoder", inputs, [output], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model, b.arrays


def quantised(model: onnx.ModelProto, work: Path) -> onnx.ModelProto:
    source, target = work / "float.onnx", work / "int8.onnx"
    onnx.save(model, str(source))
    quantize_dynamic(
        str(source), str(target), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )
    return onnx.load(str(target))


def stripped(model: onnx.ModelProto) -> tuple[bytes, dict[str, np.ndarray]]:
    """The graph with its arrays taken out, and the arrays."""
    arrays = {}
    for tensor in model.graph.initializer:
        value = numpy_helper.to_array(tensor)
        if value.size <= SMALL and value.dtype != np.int8:
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
