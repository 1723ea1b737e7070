"""W2: PyTorch's training loop: batch 1024 of 100,000 samples, AdamW, gradients clipped at 1, each precision.

On a processor plain and eager. On a GPU the samples are there already, and a step is one CUDA graph, waited for every tenth time.

Usage: pytorch_train.py [cpu|cuda]
"""

import contextlib
import sys

import torch
from torch.nn import functional

from figures import per_second, tell
from network import ACTIONS, CELLS, PLANES, Network

BATCH, SAMPLES = 1024, 100_000
WARM_UPS = 3
RUNS = 10


class Loop:
    def __init__(self, precision, device):
        self.precision, self.device = precision, device
        self.planes = torch.randn(SAMPLES, PLANES, CELLS, device=device)
        self.policies = torch.rand(SAMPLES, ACTIONS, device=device).softmax(1)
        self.values = torch.rand(SAMPLES, device=device) * 2 - 1
        self.chosen = torch.zeros(BATCH, dtype=torch.int64, device=device)
        self.network = Network().to(device).train()
        on_gpu = device == "cuda"
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=1e-3, weight_decay=1e-4, fused=on_gpu, capturable=on_gpu
        )

    def autocast(self):
        if self.precision == "FP32":
            return contextlib.nullcontext()
        # What is converted once and kept would be wrong in a graph, whose weights change.
        return torch.autocast(self.device, torch.bfloat16, cache_enabled=self.device != "cuda")

    def choose(self):
        torch.randint(SAMPLES, (BATCH,), out=self.chosen)

    def learn(self):
        self.optimizer.zero_grad(set_to_none=True)
        with self.autocast():
            logits, value = self.network(self.planes[self.chosen])
            loss = functional.cross_entropy(logits, self.policies[self.chosen])
            loss = loss + functional.mse_loss(value, self.values[self.chosen])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()


def on_processor(loop):
    def step():
        loop.choose()
        loop.learn()
        return BATCH

    return step


def on_gpu(loop):
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(WARM_UPS):
            loop.choose()
            loop.learn()
    torch.cuda.synchronize()
    loop.optimizer.zero_grad(set_to_none=True)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph, stream=stream):
        loop.learn()

    def step():
        for _ in range(RUNS):
            loop.choose()
            graph.replay()
        torch.cuda.synchronize()
        return RUNS * BATCH

    return step


def main(device):
    torch.manual_seed(0)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = True
    torch.backends.cuda.matmul.allow_tf32 = True
    how, maker = ("CUDA graph", on_gpu) if device == "cuda" else ("loop", on_processor)
    for precision in ("BF16", "FP32"):
        tell("W2", f"PyTorch {how} {precision}", "samples/s", per_second(maker(Loop(precision, device))))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "cpu")
