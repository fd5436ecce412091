#!/usr/bin/env python3
"""Instructions of a replicate, counted: a loss of speed that no clock of a shared machine would show.

    python3 benches/counts.py target/release/rumormill            # holds what it counts to counts.json
    python3 benches/counts.py target/release/rumormill --renew    # writes it

Runs small scenarios under valgrind (cachegrind without caches) on one thread and the portable code, each with some
replicates and with three times as many; the difference is what replicates take, start and network left out: cascades,
measures, records, the lines of replicates.csv. Ends with 1 if a case takes over 5 % more than written down; one that takes
over 5 % less asks to be written down anew. Another compiler may move the counts: then nothing fails.

Without valgrind it says so and ends with 0.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXPECTED = Path(__file__).with_name("counts.json")
TOLERANCE = 0.05

# The spread, the campaigns, and how many replicates.
CASES = {
    "cascade p = .01": ('[spread.independent-cascade]\nprobability = 0.01', 1, 1000),
    "cascade p = .05": ('[spread.independent-cascade]\nprobability = 0.05', 1, 100),
    "weighted cascade": ('[spread.independent-cascade]\nprobability = "weighted-cascade"', 1, 300),
    "eight campaigns": ('[spread.independent-cascade]\nprobability = 0.05', 8, 10),
    "linear threshold": ('[spread.linear-threshold]\nweights = "equal"\ncoupling = "live-edge"', 1, 150),
    "SIR in rounds": ('[spread.sir]\ntransmission = 0.05\nrecovery = 0.5\nclock = "rounds"', 1, 40),
    "SIR in time": ("[spread.sir]\ntransmission = 0.1\nrecovery = 1.0", 1, 40),
}


def scenario(spread, campaigns, replicates):
    head = f"format = 1\nreplicates = {replicates}\nrandom-seed = 20240611\nplots = []\n"
    network = "[network.configuration]\npeople = 3000\ndegree = { power-law = { exponent = 2.5, mean = 10 } }\n"
    seeds = "".join(f'[[campaign]]\nname = "c{i}"\nseeds = {{ most-ties = {10 + i} }}\n' for i in range(campaigns))
    return f"{head}{network}{spread}\n{seeds}"


def counted(program, folder, text):
    file = folder / "scenario.toml"
    file.write_text(text)
    out = tempfile.mkdtemp(dir=folder)
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    command += [program, "run", file, "--quiet", "--threads", "1", "--out", f"{out}/run"]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "RUMORMILL_MACHINE": "portable"})
    found = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    if run.returncode or not found:
        sys.exit(f"{run.stderr}\nin {file}")
    return int(found.group(1).replace(",", ""))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("program", type=lambda path: str(Path(path).resolve()))
    arguments.add_argument("--renew", action="store_true", help="write the counts down")
    given = arguments.parse_args()
    if not shutil.which("valgrind"):
        print("no valgrind here: instructions are not counted")
        return 0
    compiler = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.strip()
    written = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {"counts": {}}
    counts, slower = {}, []
    with tempfile.TemporaryDirectory() as folder:
        for name, (spread, campaigns, replicates) in CASES.items():
            few, many = (counted(given.program, Path(folder), scenario(spread, campaigns, r)) for r in (replicates, 3 * replicates))
            counts[name] = round((many - few) / (2 * replicates))
            expected = written["counts"].get(name)
            change = counts[name] / expected - 1 if expected else 0.0
            word = "" if abs(change) <= TOLERANCE else "   <== SLOWER" if change > 0 else "   faster: --renew"
            print(f"{name:<20} {counts[name]:>12,} instructions a replicate  {change:+7.1%}{word}", flush=True)
            slower += [name] if change > TOLERANCE else []
    if given.renew:
        EXPECTED.write_text(json.dumps({"compiler": compiler, "counts": counts}, indent=2) + "\n")
    elif slower:
        print(f"slower than written down (with {written.get('compiler')}; this is {compiler}): {', '.join(slower)}")
        # Another compiler is another program: what it makes is told, and no failure.
        return int(written.get("compiler") == compiler)
    return 0


if __name__ == "__main__":
    sys.exit(main())
