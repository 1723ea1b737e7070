"""What every peer prints: one JSON document a line, one line a figure."""

import json
import os
import time


def seconds():
    """Returns how long each case is measured."""
    return float(os.environ.get("PEER_SECONDS", "3"))


def per_second(step):
    """Calls step until the time is over and returns how much it did per second.

    The first call compiles and is not counted.

    Args:
      step: returns how much it did.
    """
    step()
    done = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds():
        done += step()
    return done / (time.perf_counter() - start)


def tell(workload, what, measure, figure):
    print(json.dumps({"workload": workload, "what": what, "measure": measure, "figure": figure}), flush=True)
