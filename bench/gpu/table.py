"""Joins what `run` has measured until now: figures.json with all of it, and a Markdown table on standard output.

Usage: table.py FOLDER
"""

import json
import sys
from pathlib import Path

MEASURES = ("games/h", "searches/s", "simulations/s", "steps/s", "samples/s", "positions/s", "share of the limit %", "GPU utilisation %")
# the published figure, and what it is measured in
PUBLISHED = {"search": ("simulations/s", 14_830), "train": ("samples/s", 8_466)}


def document(file):
    """Returns what a file holds, None where a part was ended before it was whole."""
    try:
        return json.loads(file.read_text())
    except (OSError, ValueError):
        return None


def documents(folder):
    files = (file for file in sorted(folder.glob("*.json")) if file.stem not in ("device", "figures"))
    return {file.stem: found for file in files if (found := document(file)) is not None}


def lines(folder):
    """Yields the peers' figures: a document a line, but for a last one that is not whole."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                break


def reasons(folder, kind):
    return {file.stem: file.read_text().strip() for file in sorted(folder.glob("*." + kind))}


def digits(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.2f}"


def number(spread):
    return f"{digits(spread['median'])} ({digits(spread['min'])} to {digits(spread['max'])})"


def print_device(device):
    if device is None:
        print("What the device is, and whether it computes what the processor computes, is not known: see device.log and device.json.\n")
        return
    print(f"{device['device']}: {device['processor']}, {device['library']}\n")
    for each in device["comparisons"]:
        verdict = "as the processor" if each["difference"] < each["bound"] else "NOT AS THE PROCESSOR"
        print(f"- {each['precision']}, {each['what']}: {verdict}, differs by {each['difference']:.1e}, bound {each['bound']:.0e}")


def print_report(name, report):
    without = name.partition("-without-")[2]
    for row in report["rows"]:
        figures = {figure["measure"]: figure["spread"] for figure in row["figures"]}
        case = row["name"] + (f", without {without}" if without else "") + (", long turns" if name == "utilization" else "")
        cells = [number(figures[measure]) if measure in figures else "" for measure in MEASURES]
        measure, published = PUBLISHED.get(row["part"], (None, 1))
        ratio = f"{figures[measure]['median'] / published:.1f}" if measure in figures else ""
        print(f"| {row['part']} | {case} | {row['conditions']['precision']} | " + " | ".join(cells) + f" | {ratio} |")


def print_peer(peer):
    cells = [f"{peer['figure']:,.0f}" if measure == peer["measure"] else "" for measure in MEASURES]
    print(f"| {peer['workload']} | {peer['what']} | | " + " | ".join(cells) + " | |")


def print_absent(name, verdict):
    print(f"| {name} | {verdict} | | " + " | ".join("" for _ in MEASURES) + " | |")


def main():
    folder = Path(sys.argv[1])
    device, reports, peers = document(folder / "device.json"), documents(folder), list(lines(folder))
    failed, left_out = reasons(folder, "failed"), reasons(folder, "left-out")
    figures = {"formatVersion": 1, "device": device, "reports": reports, "peers": peers, "failed": failed, "leftOut": left_out}
    (folder / "figures.json").write_text(json.dumps(figures, indent=1))

    print_device(device)
    print("\n| what | case | precision | " + " | ".join(MEASURES) + " | of the published |")
    print("|---|---|---|" + "---|" * (len(MEASURES) + 1))
    for name, report in reports.items():
        print_report(name, report)
    for peer in peers:
        print_peer(peer)
    for name in failed:
        print_absent(name, "FAILED, see below")
    for name in left_out:
        print_absent(name, "left out, see below")
    print()
    for name, reason in failed.items():
        print(f"- FAILED: {name}: {reason}")
    for name, reason in left_out.items():
        print(f"- left out: {name}: {reason}")
    for report in reports.values():
        for skipped in report["skipped"]:
            print(f"- {'FAILED' if skipped['failed'] else 'left out'}: {skipped['part']}, {skipped['what']}: {skipped['reason']}")


main()
