"""W2: a plain PyTorch training loop: batch 1024 of 100,000 samples, AdamW, gradients clipped at 1, each precision.

Usage: pytorch_train.py [cpu|cuda]
"""

import contextlib
import sys

import torch
from torch.nn import functional

from figures import per_second, tell
from network import ACTIONS, CELLS, PLANES, Network

BATCH, SAMPLES = 1024, 100_000


def steps_of(precision, device):
    planes = torch.randn(SAMPLES, PLANES, CELLS, device=device)
    policies = torch.rand(SAMPLES, ACTIONS, device=device).softmax(1)
    values = torch.rand(SAMPLES, device=device) * 2 - 1
    network = Network().to(device).train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-4, fused=device == "cuda")

    def autocast():
        if precision == "FP32":
            return contextlib.nullcontext()
        return torch.autocast(device, torch.bfloat16)

    def step():
        chosen = torch.randint(SAMPLES, (BATCH,), device=device)
        optimizer.zero_grad(set_to_none=True)
        with autocast():
            logits, value = network(planes[chosen])
            loss = functional.cross_entropy(logits, policies[chosen]) + functional.mse_loss(value, values[chosen])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        if device == "cuda":
            torch.cuda.synchronize()
        return BATCH

    return step


def main(device):
    torch.manual_seed(0)
    torch.backends.cuda.matmul.allow_tf32 = True
    for name in ("FP32", "BF16"):
        tell("W2", f"PyTorch loop {name}", "samples/s", per_second(steps_of(name, device)))


main(sys.argv[1] if len(sys.argv) > 1 else "cpu")
