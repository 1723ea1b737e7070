"""W2: a plain PyTorch training loop: batch 1024 of 100,000 samples, AdamW, gradients clipped at 1, each precision."""

import contextlib

import torch
from torch.nn import functional

from figures import per_second, tell
from network import ACTIONS, CELLS, PLANES, Network

BATCH, SAMPLES = 1024, 100_000

torch.manual_seed(0)
planes = torch.randn(SAMPLES, PLANES, CELLS)
policies = torch.rand(SAMPLES, ACTIONS).softmax(1)
values = torch.rand(SAMPLES) * 2 - 1


def steps_of(precision):
    network = Network().train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-4)

    def autocast():
        if precision == "FP32":
            return contextlib.nullcontext()
        return torch.autocast("cpu", torch.bfloat16)

    def step():
        chosen = torch.randint(SAMPLES, (BATCH,))
        optimizer.zero_grad(set_to_none=True)
        with autocast():
            logits, value = network(planes[chosen])
            loss = functional.cross_entropy(logits, policies[chosen]) + functional.mse_loss(value, values[chosen])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        return BATCH

    return step


for name in ("FP32", "BF16"):
    tell("W2", f"PyTorch loop {name}", "samples/s", per_second(steps_of(name)))
