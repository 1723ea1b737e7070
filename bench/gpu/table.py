"""Joins what `run` measured: figures.json with all of it, and a Markdown table on standard output.

Usage: table.py FOLDER
"""

import json
import sys
from pathlib import Path

MEASURES = ("games/h", "searches/s", "simulations/s", "steps/s", "samples/s", "positions/s", "share of the limit %", "GPU utilisation %")
# positions/s or samples/s, the published figure, the machine that it was got on
PUBLISHED = {"search": ("simulations/s", 14_830), "train": ("samples/s", 8_466)}


def rows(report, suffix=""):
    for row in report["rows"]:
        figures = {figure["measure"]: figure["spread"] for figure in row["figures"]}
        yield row["part"], row["name"] + suffix, row["conditions"], figures


def digits(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.2f}"


def number(spread):
    return f"{digits(spread['median'])} ({digits(spread['min'])} to {digits(spread['max'])})"


def main():
    folder = Path(sys.argv[1])
    device = json.loads((folder / "device.json").read_text())
    reports = {file.stem: json.loads(file.read_text()) for file in sorted(folder.glob("*.json")) if file.stem not in ("device", "figures")}
    peers = [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().splitlines()]
    (folder / "figures.json").write_text(json.dumps({"formatVersion": 1, "device": device, "reports": reports, "peers": peers}, indent=1))

    print(f"{device['device']}: {device['processor']}, {device['library']}\n")
    for each in device["comparisons"]:
        verdict = "as the processor" if each["difference"] < each["bound"] else "NOT AS THE PROCESSOR"
        print(f"- {each['precision']}, {each['what']}: {verdict}, differs by {each['difference']:.1e}, bound {each['bound']:.0e}")
    print("\n| what | case | precision | " + " | ".join(MEASURES) + " | of the published |")
    print("|---|---|---|" + "---|" * (len(MEASURES) + 1))
    for name, report in reports.items():
        without = name.partition("-without-")[2]
        for part, case, conditions, figures in rows(report, f", without {without}" if without else ""):
            cells = [number(figures[measure]) if measure in figures else "" for measure in MEASURES]
            measure, published = PUBLISHED.get(part, (None, 1))
            ratio = f"{figures[measure]['median'] / published:.1f}" if measure in figures else ""
            print(f"| {part} | {case} | {conditions['precision']} | " + " | ".join(cells) + f" | {ratio} |")
    for peer in peers:
        cells = [f"{peer['figure']:,.0f}" if measure == peer["measure"] else "" for measure in MEASURES]
        print(f"| {peer['workload']} | {peer['what']} | | " + " | ".join(cells) + " | |")
    for report in reports.values():
        for skipped in report["skipped"]:
            print(f"\nleft out: {skipped['part']}, {skipped['what']}: {skipped['reason']}")


main()
