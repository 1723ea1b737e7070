"""W4: a plain PyTorch forward, eager, all cores, each precision; on a GPU as a CUDA graph, copies left out.

Usage: pytorch_forward.py [cpu|cuda]
"""

import copy
import sys

import torch

from figures import per_second, tell
from network import CELLS, PLANES, Network

BATCHES = (32, 128, 512, 2048)
WARM_UPS = 3


def eager(model, planes):
    return lambda: model(planes)


def captured(model, planes):
    """Returns a function that computes the same as one CUDA graph, and waits for it."""
    stream = torch.cuda.Stream()
    with torch.cuda.stream(stream):
        for _ in range(WARM_UPS):
            model(planes)
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        model(planes)

    def run():
        graph.replay()
        torch.cuda.synchronize()

    return run


def main(device):
    torch.manual_seed(0)
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = True
    network = Network().eval()
    how, maker = ("CUDA graph", captured) if device == "cuda" else ("eager", eager)
    with torch.inference_mode():
        for precision, dtype in (("FP32", torch.float32), ("BF16", torch.bfloat16)):
            model = copy.deepcopy(network).to(device, dtype)
            for batch in BATCHES:
                run = maker(model, torch.randn(batch, PLANES, CELLS).to(device, dtype))

                def step():
                    run()
                    return batch

                tell("W4", f"PyTorch {how} {precision} batch {batch}", "positions/s", per_second(step))


main(sys.argv[1] if len(sys.argv) > 1 else "cpu")
