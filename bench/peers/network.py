"""The network of workloads W1, W2 and W4 in PyTorch: togyz-medium, 1,003,542 parameters."""

from torch import nn

CHANNELS, PLANES, CELLS, ACTIONS, BLOCKS = 128, 7, 9, 9, 10


def convolution(inputs, outputs, kernel):
    return nn.Sequential(
        nn.Conv1d(inputs, outputs, kernel, padding=kernel // 2, bias=False), nn.BatchNorm1d(outputs)
    )


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = convolution(CHANNELS, CHANNELS, 3)
        self.second = convolution(CHANNELS, CHANNELS, 3)

    def forward(self, x):
        return (x + self.second(self.first(x).relu())).relu()


class Network(nn.Module):
    """Takes [n, 7, 9], gives policy logits [n, 9] and values [n]."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(convolution(PLANES, CHANNELS, 3), nn.ReLU())
        self.tower = nn.Sequential(*(Block() for _ in range(BLOCKS)))
        self.policy = nn.Sequential(
            convolution(CHANNELS, 32, 1), nn.ReLU(), nn.Flatten(), nn.Linear(32 * CELLS, ACTIONS)
        )
        self.value = nn.Sequential(
            convolution(CHANNELS, 4, 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(4 * CELLS, 64),
            nn.ReLU(),
            nn.Linear(64, 1),
            nn.Tanh(),
        )

    def forward(self, planes):
        x = self.tower(self.stem(planes))
        return self.policy(x), self.value(x).squeeze(1)
