"""Runs ours and the peers in turns and prints them side by side as a Markdown table.

Usage: compare.py ROUNDS   (bench/peers/run does it)
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

PEERS = {
    "W2": ("train", ["pytorch_train.py"]),
    "W4": ("inference", ["pytorch_forward.py"]),
    "W5": ("tree", ["mctx_search.py", "openspiel_search.py"]),
}
MEASURES = {"W2": "samples/s", "W4": "positions/s", "W5": "simulations/s"}


def lines_of(command):
    done = subprocess.run(command, cwd=HERE, text=True, stdout=subprocess.PIPE, check=True)
    return done.stdout


def ours(workload, part):
    """Yields name and figure of each of our cases."""
    report = json.loads(
        lines_of([str(ROOT / "alphazero"), "benchmark", part, "--repetitions", "1", "--format", "json"])
    )
    for row in report["rows"]:
        conditions = row["conditions"]
        if part == "tree" and (conditions["game"], conditions["threads"]) != ("connect-four", 1):
            continue  # theirs are Connect Four, OpenSpiel's on one core
        for figure in row["figures"]:
            if figure["measure"] == MEASURES[workload]:
                precision = conditions["precision"]
                suffix = "" if precision == "none" else f", {precision}"
                yield f"ours: {row['name']}{suffix}", figure["spread"]["median"]


def theirs(script):
    for line in lines_of([sys.executable, script]).splitlines():
        figure = json.loads(line)
        yield figure["what"], figure["figure"]


def main():
    rounds = int(sys.argv[1])
    figures = {}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for workload, (part, scripts) in PEERS.items():
            cases = list(ours(workload, part))
            for script in scripts:
                cases += theirs(script)
            for name, figure in cases:
                figures.setdefault((workload, name), []).append(figure)
    print(f"{rounds} rounds in turns, {os.cpu_count()} cores\n")
    print("| workload | what | median | lowest to highest | ours best / this |")
    print("|---|---|---|---|---|")
    for workload in PEERS:
        mine = [name for w, name in figures if w == workload and name.startswith("ours")]
        best = max(statistics.median(figures[workload, name]) for name in mine)
        for (w, name), values in figures.items():
            if w == workload:
                median = statistics.median(values)
                print(
                    f"| {workload} | {name} | {median:,.0f} {MEASURES[workload]} "
                    f"| {min(values):,.0f} to {max(values):,.0f} | {best / median:.2f} |"
                )


main()
