#!/usr/bin/env python3
"""The same model, the same network, the same seed set: rumormill and independent simulators side by side.

    python3 benches/peers/compare.py --rumormill target/release/rumormill [--work FOLDER] [--only WORD] [--times N]

Makes a virtual environment in the folder (a new one where none is named) and installs the peers there, makes the
networks with `rumormill network make`, and prints a Markdown table: mean reach with its standard error, how many standard
errors the means are apart (z), and replicates a second of processor time. Ends with 1 if any |z| is 3 or more.

Networks (made by `configuration`, exponent 2.5, mean degree 10):
    S   10,000 people, tied both ways      M   100,000 people, tied both ways
    D   10,000 people, ties of one direction, influence: `u v` means that v hears u
    R   the same lines with the other direction (`follows`): u hears v
D and R differ where a direction is taken the wrong way, so they are played by both with the direction each names.

`numba` is no simulator but a loop over dense arrays as one writes it for oneself, compiled.

Every figure counts the seed set. Seeds: ten people drawn once, out-degree 5 or more (on D and R of their own network).
"""

import argparse
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

PEERS = ["cynetdiff", "EoN", "ndlib", "networkx", "numba", "numpy", "six"]  # ndlib forgets to name six
MAKE = {
    "S": ["people=10000", "mutual=true"],
    "M": ["people=100000", "mutual=true"],
    "D": ["people=10000", "mutual=false"],
}

# network, model, peer, replicates of the peer, replicates of rumormill
CASES = [
    ("S", "ic 0.01", "cynetdiff", 40000, 100000),
    ("S", "ic 0.05", "cynetdiff", 8000, 40000),
    ("S", "wc", "cynetdiff", 20000, 40000),
    ("S", "lt", "cynetdiff", 20000, 40000),
    ("M", "ic 0.01", "cynetdiff", 40000, 100000),
    ("M", "ic 0.05", "cynetdiff", 600, 4000),
    ("M", "wc", "cynetdiff", 20000, 40000),
    ("M", "lt", "cynetdiff", 10000, 40000),
    ("D", "ic 0.08", "cynetdiff", 20000, 40000),
    ("R", "ic 0.08", "cynetdiff", 20000, 40000),
    ("D", "wc", "cynetdiff", 20000, 40000),
    ("R", "wc", "cynetdiff", 20000, 40000),
    ("D", "lt", "cynetdiff", 20000, 40000),
    ("R", "lt", "cynetdiff", 20000, 40000),
    ("S", "ic 0.01", "numba", 40000, 100000),
    ("S", "ic 0.05", "numba", 8000, 40000),
    ("S", "wc", "numba", 20000, 40000),
    ("S", "lt", "numba", 20000, 40000),
    ("M", "ic 0.01", "numba", 40000, 100000),
    ("M", "ic 0.05", "numba", 600, 4000),
    ("M", "wc", "numba", 20000, 40000),
    ("M", "lt", "numba", 10000, 40000),
    ("D", "ic 0.08", "numba", 20000, 40000),
    ("R", "wc", "numba", 20000, 40000),
    ("S", "ic 0.01", "ndlib", 800, 100000),
    ("S", "ic 0.05", "ndlib", 250, 40000),
    ("D", "ic 0.08", "ndlib", 250, 40000),
    ("R", "ic 0.08", "ndlib", 250, 40000),
    ("S", "sir-rounds 0.05 1", "EoN", 600, 40000),
    ("M", "sir-rounds 0.05 1", "EoN", 100, 4000),
    ("S", "sir-rounds 0.05 0.5", "ndlib", 150, 20000),
    ("S", "sir 0.1 1", "EoN", 600, 20000),
    ("M", "sir 0.1 1", "EoN", 60, 2000),
    ("D", "sir 0.2 1", "EoN", 1500, 20000),
    ("R", "sir 0.2 1", "EoN", 1500, 20000),
]


def spread(model):
    """The [spread] section of a scenario."""
    name, *numbers = model.split()
    return {
        "ic": lambda p: f"[spread.independent-cascade]\nprobability = {p}",
        "wc": lambda: '[spread.independent-cascade]\nprobability = "weighted-cascade"',
        "lt": lambda: '[spread.linear-threshold]\nweights = "equal"',
        "sir": lambda b, g: f"[spread.sir]\ntransmission = {b}\nrecovery = {g}",
        "sir-rounds": lambda b, g: f'[spread.sir]\ntransmission = {b}\nrecovery = {g}\nclock = "rounds"',
    }[name](*numbers)


def rumormill(program, folder, network, model, seeds, replicates):
    direction = {"S": "mutual", "M": "mutual", "D": "influence", "R": "follows"}[network]
    scenario = folder / "scenario.toml"
    people = ", ".join(f'"{seed}"' for seed in seeds)
    scenario.write_text(
        f"format = 1\nreplicates = {replicates}\nrandom-seed = 20240611\nplots = []\n"
        f'[network.file]\npath = "{network}.tsv"\ndirection = "{direction}"\n{spread(model)}\n'
        f'[[campaign]]\nname = "one"\nseeds = {{ people = [{people}] }}\n'
    )
    out = tempfile.mkdtemp(dir=folder)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([program, "run", scenario, "--json", "--out", out], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        sys.exit(f"{run.stderr}\nin {scenario}")
    reach = json.loads(run.stdout)["campaigns"][0]["reach"]
    return reach["mean"], reach["se"], after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ties(folder, network):
    """(speaker, hearer) of every tie."""
    pairs = []
    with open(folder / f"{network}.tsv") as file:
        for line in file:
            if not line.startswith("#"):
                u, v = map(int, line.split()[:2])
                pairs.append((v, u) if network == "R" else (u, v))
    if network in "SM":
        pairs += [(v, u) for u, v in pairs]
    assert len(set(pairs)) == len(pairs)
    return sorted(pairs)


def dense(pairs, people, seeds, what, p):
    """What one writes for oneself: rows of ties in arrays, a stamp for each person, compiled by numba. Gives the reach."""
    import numba
    import numpy

    speakers, targets = (numpy.array(end, dtype=numpy.int32) for end in zip(*pairs))
    starts = numpy.zeros(people + 1, dtype=numpy.int64)
    numpy.cumsum(numpy.bincount(speakers, minlength=people), out=starts[1:])
    heard = numpy.bincount(targets, minlength=people)
    weights = 1.0 / heard[targets]
    chances = numpy.full(len(pairs), p) if what == "ic" else weights
    stamps = numpy.zeros(people, dtype=numpy.int64)
    queue = numpy.empty(people, dtype=numpy.int32)
    doses, thresholds = numpy.zeros(people), numpy.zeros(people)
    met = numpy.zeros(people, dtype=numpy.int64)
    first = numpy.array(seeds, dtype=numpy.int32)

    @numba.njit
    def cascade(run, starts, targets, chances, stamps, queue, first):
        count = 0
        for person in first:
            stamps[person] = run
            queue[count] = person
            count += 1
        at = 0
        while at < count:
            person = queue[at]
            at += 1
            for tie in range(starts[person], starts[person + 1]):
                hearer = targets[tie]
                if stamps[hearer] != run and numpy.random.random() < chances[tie]:
                    stamps[hearer] = run
                    queue[count] = hearer
                    count += 1
        return count

    @numba.njit
    def threshold(run, starts, targets, weights, stamps, queue, first, doses, thresholds, met):
        count = 0
        for person in first:
            stamps[person] = run
            queue[count] = person
            count += 1
        at = 0
        while at < count:
            person = queue[at]
            at += 1
            for tie in range(starts[person], starts[person + 1]):
                hearer = targets[tie]
                if stamps[hearer] == run:
                    continue
                if met[hearer] != run:
                    met[hearer] = run
                    doses[hearer] = 0.0
                    thresholds[hearer] = numpy.random.random()
                doses[hearer] += weights[tie]
                if doses[hearer] >= thresholds[hearer]:
                    stamps[hearer] = run
                    queue[count] = hearer
                    count += 1
        return count

    runs = iter(range(1, 1 << 62))
    if what == "lt":
        return lambda: threshold(
            next(runs), starts, targets, weights, stamps, queue, first, doses, thresholds, met
        )
    return lambda: cascade(next(runs), starts, targets, chances, stamps, queue, first)


def peer(name, model, pairs, people, seeds, replicates):
    """Reaches of the replicates and the processor time they took; making the network is not counted."""
    import array

    import numpy

    rng = numpy.random.default_rng(20240611)
    what, *numbers = model.split()
    numbers = [float(number) for number in numbers]
    if name == "cynetdiff":
        from cynetdiff.models import IndependentCascadeModel, LinearThresholdModel

        heard = [0] * people
        for _, v in pairs:
            heard[v] += 1
        starts, edges, probabilities = array.array("I"), array.array("I"), array.array("f")
        at = 0
        for u in range(people):
            starts.append(at)
            while at < len(pairs) and pairs[at][0] == u:
                edges.append(pairs[at][1])
                probabilities.append(1 / heard[pairs[at][1]])
                at += 1
        if what == "ic":
            chosen = IndependentCascadeModel(starts, edges, activation_prob=numbers[0], rng=rng)
        elif what == "wc":
            chosen = IndependentCascadeModel(starts, edges, activation_probs=probabilities, rng=rng)
        else:  # without `influence`, its weights are 1 / in-degree
            chosen = LinearThresholdModel(starts, edges, rng=rng)
        chosen.set_seeds(seeds)

        def play():
            chosen.reset_model()
            chosen.advance_until_completion()
            return chosen.get_num_activated_nodes()

    elif name == "numba":
        play = dense(pairs, people, seeds, what, numbers[0] if numbers else None)
        play()  # compiles
    else:
        import networkx

        graph = networkx.DiGraph()
        graph.add_nodes_from(range(people))
        graph.add_edges_from(pairs)
        if name == "EoN":
            import EoN

            if what == "sir":

                def play():
                    return EoN.fast_SIR(graph, numbers[0], numbers[1], initial_infecteds=seeds, rng=rng)[3][-1]

            else:
                assert numbers[1] == 1, "its rounds are those of a life of one"

                def play():
                    return EoN.basic_discrete_SIR(graph, numbers[0], initial_infecteds=seeds, rng=rng)[3][-1]

        else:
            import ndlib.models.epidemics as epidemics
            import ndlib.models.ModelConfig as config

            numpy.random.seed(20240611)
            random.seed(20240611)
            settings = config.Configuration()
            settings.add_model_initial_configuration("Infected", seeds)
            if what == "ic":
                chosen = epidemics.IndependentCascadesModel(graph)
                for tie in pairs:
                    settings.add_edge_configuration("threshold", tie, numbers[0])
            else:
                chosen = epidemics.SIRModel(graph)
                settings.add_model_parameter("beta", numbers[0])
                settings.add_model_parameter("gamma", numbers[1])
            chosen.set_initial_status(settings)

            def play():
                chosen.reset(seeds)
                while True:
                    count = chosen.iteration(node_status=False)["node_count"]
                    if count[1] == 0:
                        return count[2]

    begin = time.process_time()
    reach = [int(play()) for _ in range(replicates)]
    return reach, time.process_time() - begin


def compare(program, folder, only, times):
    for network, keys in MAKE.items():
        if not (folder / f"{network}.tsv").exists():
            degree = "degree={ power-law = { exponent = 2.5, mean = 10.0 } }"
            command = [program, "network", "make", "configuration", *keys, degree, "--random-seed", "1"]
            subprocess.run([*command, "--out", folder / f"{network}.tsv"], check=True, capture_output=True)
    turned = (folder / "D.tsv").read_text().replace("# direction: influence", "# direction: follows")
    (folder / "R.tsv").write_text(turned)
    made, played, apart = {}, {}, []
    print("| network | model | peer | its mean reach | rumormill | z | replicates | peer /s | rumormill /s | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for network, model, name, replicates, own in CASES:
        if only and only not in f"{network} {model} {name}":
            continue
        people = 100_000 if network == "M" else 10_000
        if network not in made:
            pairs = ties(folder, network)
            degrees = [0] * people
            for u, _ in pairs:
                degrees[u] += 1
            able = [person for person in range(people) if degrees[person] >= 5]
            made = {network: (pairs, random.Random(7).sample(able, 10))}
        pairs, seeds = made[network]
        if (network, model) not in played:
            played[network, model] = rumormill(program, folder, network, model, seeds, own * times)
        mean, se, seconds = played[network, model]
        reach, spent = peer(name, model, pairs, people, seeds, replicates * times)
        n = len(reach)
        its = sum(reach) / n
        its_se = math.sqrt((sum(x * x for x in reach) / n - its * its) / (n - 1))
        z = (its - mean) / math.hypot(its_se, se)
        apart.append(abs(z))
        rate, own_rate = n / spent, own * times / seconds
        print(
            f"| {network} | {model} | {name} | {its:.2f} ± {its_se:.2f} | {mean:.2f} ± {se:.2f} | {z:+.2f} "
            f"| {n:,} / {own * times:,} | {rate:,.4g} | {own_rate:,.4g} | {own_rate / rate:,.3g} |",
            flush=True,
        )
    print(f"\n{len(apart)} comparisons, largest |z| {max(apart):.2f}, mean z² {sum(z * z for z in apart) / len(apart):.2f}")
    return 0 if max(apart) < 3 else 1


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--rumormill", required=True, help="the program")
    arguments.add_argument("--work", help="a folder for the virtual environment and the networks")
    arguments.add_argument("--only", help="only cases whose words hold this")
    arguments.add_argument("--times", type=int, default=1, help="so many times as many replicates")
    arguments.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    folder = Path(given.work or tempfile.mkdtemp(prefix="peers-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    program = str(Path(given.rumormill).resolve())
    if given.inside:
        sys.exit(compare(program, folder, given.only, given.times))
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    frozen = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    versions = [line for line in frozen.split() if line.split("==")[0] in PEERS]
    own = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{own}; {', '.join(versions)}; Python {sys.version.split()[0]}; {time.strftime('%Y-%m-%d')}\n", flush=True)
    inside = [python, os.path.abspath(__file__), "--inside", "--rumormill", program, "--work", folder]
    inside += ["--times", str(given.times)] + (["--only", given.only] if given.only else [])
    sys.exit(subprocess.run(inside).returncode)


if __name__ == "__main__":
    main()
