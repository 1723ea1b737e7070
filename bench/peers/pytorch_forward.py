"""W4: PyTorch's forward, each precision.

On a processor plain and eager, on all cores. On a GPU as fast as it goes: batch norm folded, channels last, CUDA graphs, alone and
in two streams, which are waited for every tenth time; copies are left out.

Usage: pytorch_forward.py [cpu|cuda]
"""

import copy
import sys

import torch

from figures import per_second, tell
from folded import folded
from network import CELLS, PLANES, Network

BATCHES = (32, 128, 512, 2048)
WARM_UPS = 3
RUNS = 10


def captured(model, planes):
    """Returns a function that starts the forward, one CUDA graph, in a stream of its own."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(WARM_UPS):
            model(planes)
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph, stream=stream):
        model(planes)

    def start():
        with torch.cuda.stream(stream):
            graph.replay()

    return start


def on_gpu(model, batch, dtype, streams):
    """Returns a step that evaluates RUNS batches in each stream."""
    planes = torch.randn(batch, PLANES, 1, CELLS, device="cuda", dtype=dtype).to(memory_format=torch.channels_last)
    starts = [captured(model, planes) for _ in range(streams)]

    def step():
        for _ in range(RUNS):
            for start in starts:
                start()
        torch.cuda.synchronize()
        return RUNS * streams * batch

    return step


def on_processor(model, batch, dtype):
    planes = torch.randn(batch, PLANES, CELLS).to(dtype)

    def step():
        model(planes)
        return batch

    return step


def main(device):
    torch.manual_seed(0)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = True
    torch.backends.cuda.matmul.allow_tf32 = True
    network = Network().eval()
    with torch.inference_mode():
        for precision, dtype in (("BF16", torch.bfloat16), ("FP32", torch.float32)):
            for batch in BATCHES:
                if device == "cuda":
                    model = folded(network).to(device, dtype)
                    for streams in (1, 2):
                        what = f"PyTorch folded, CUDA graph, streams {streams}, {precision} batch {batch}"
                        tell("W4", what, "positions/s", per_second(on_gpu(model, batch, dtype, streams)))
                else:
                    model = copy.deepcopy(network).to(device, dtype)
                    what = f"PyTorch eager {precision} batch {batch}"
                    tell("W4", what, "positions/s", per_second(on_processor(model, batch, dtype)))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "cpu")
