"""W4: a plain PyTorch forward, eager, all cores, each precision."""

import copy

import torch

from figures import per_second, tell
from network import CELLS, PLANES, Network

BATCHES = (32, 128, 512, 2048)

torch.manual_seed(0)
network = Network().eval()
with torch.inference_mode():
    for precision, dtype in (("FP32", torch.float32), ("BF16", torch.bfloat16)):
        model = copy.deepcopy(network).to(dtype)
        for batch in BATCHES:
            planes = torch.randn(batch, PLANES, CELLS).to(dtype)

            def step():
                model(planes)
                return batch

            tell("W4", f"PyTorch eager {precision} batch {batch}", "positions/s", per_second(step))
