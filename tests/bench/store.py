"""The rows of the store, for tests/bench/run."""
import json
import os
import pty
import re
import select
import shlex
import subprocess
import sys
import time

TOP = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(TOP, "tests/archive"))
from records import Records  # noqa: E402

SYNCED = "after a sync: token-craft daily --json"
APPENDED = "token-craft sync, 20 MB appended"
LIVE = "token-craft live, nothing new"
PUT, GET = "tc-archive put", "tc-archive get"
SCORE, MISSION = "token-craft score, a year of %s calls", "token-craft mission, a year of %s calls"
APPENDED_BYTES = 20_000_000
BIG_DAY = 100  # calls
YEAR_END = "2026-01-01T00:00:00Z"  # of what make_calls makes


class Store:
    """Adds its commands to a bench; tells its bars."""

    def __init__(self, bench, tree, folder, records, environment):
        self.bench, self.folder, self.environment = bench, folder, environment
        self.tree = tree
        self.maker = os.path.join(environment(tree)["TC_BIN"], "../bench/make_calls")
        self.year, self.growing, self.put = (os.path.join(folder, name) for name in (
            "year", "growing", "put"))
        self.synced(tree, records // 10)
        self.appended(tree)
        self.put_and_get(records)
        self.scored(records)

    def sh(self, command, tree="/nonexistent", **more):
        return subprocess.run(["sh", "-c", command], env=self.environment(tree), check=True,
                              **more)

    def synced(self, tree, records):
        """A store of a year, with the tree's own records, and nothing new in the tree."""
        lines = Records(1, records, plain=True, days=365).lines()
        home = "TC_HOME=%s" % shlex.quote(self.year)
        self.sh(f"{home} tc-archive put", input="\n".join(lines).encode() + b"\n")
        self.sh(f"{home} token-craft sync --quiet", tree)
        self.bench.add(SYNCED, f"{home} token-craft daily --json -z UTC", tree)

    def appended(self, tree):
        """The same files under other names, and one beside them that grows."""
        projects = os.path.join(self.growing, "projects")
        os.makedirs(projects)
        for name in os.listdir(os.path.join(tree, "projects")):
            os.symlink(os.path.join(os.path.realpath(tree), "projects", name),
                       os.path.join(projects, name))
        own = os.path.join(projects, "-home-u-growing")
        os.mkdir(own)
        self.log = os.path.join(own, "11111111-2222-4333-a444-555555555555.jsonl")
        self.lines, self.turns = some_lines(tree, self.log), 0
        home = "TC_HOME=%s" % shlex.quote(os.path.join(self.folder, "grown"))
        self.sh(f"{home} token-craft sync --quiet", self.growing)
        self.large, self.all = self.sizes(home)
        self.bench.add(APPENDED, f"{home} token-craft sync --quiet", self.growing, self.append)

    def append(self):
        """The lines again, as other lines, of the day that follows."""
        self.turns += 1
        mark = b"%02d" % (self.turns % 28 + 1)
        lines = re.sub(rb'("(?:uuid|parentUuid)":"|"msg_|"toolu_|"req_)..', rb"\g<1>" + mark,
                       self.lines)
        with open(self.log, "ab") as f:
            f.write(re.sub(rb'("timestamp":")\d{4}-\d\d-\d\d', rb"\g<1>2026-12-" + mark, lines))

    def put_and_get(self, count):
        calls = os.path.join(self.folder, "calls")
        with open(calls, "wb") as f:
            subprocess.run([self.maker, str(count), "365"], stdout=f, check=True)
        self.count = count
        home, quoted = shlex.quote(self.put), shlex.quote(calls)
        self.bench.add(PUT, f"TC_HOME={home} tc-archive put {quoted}", self.folder,
                       lambda: self.sh(f"rm -rf {home}"))
        self.bench.add(GET, f"TC_HOME={home} tc-archive get", self.folder)

    def scored(self, count):
        """A store of a year, all kinds, and no logs; what is kept of its days is made."""
        home = os.path.join(self.folder, "scored")
        logs = os.path.join(self.folder, "nothing")
        os.makedirs(os.path.join(logs, "projects"))
        os.makedirs(os.path.join(home, "cache"))
        home = "TC_HOME=%s" % shlex.quote(home)
        self.sh(f"{shlex.quote(self.maker)} {count} 365 1 all | {home} tc-archive put")
        self.spoken = tuple(name % f"{count:,}" for name in (SCORE, MISSION))
        for name, pipeline in zip(self.spoken, ("score", "mission")):
            command = f"{home} token-craft {pipeline} --now {YEAR_END}"
            self.sh(command, logs, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.bench.add(name, command, logs)

    def sizes(self, home):
        """[bytes, records] of the calls of large days, and of all kinds on all days."""
        files = [json.loads(line) for line in self.sh(
            f"{home} tc-archive list", stdout=subprocess.PIPE).stdout.splitlines()]
        large = [file for file in files
                 if "kind=call/" in file["path"] and file["records"] >= BIG_DAY]
        return [[sum(file[key] for file in some) for key in ("bytes", "records")]
                for some in (large, files)]

    def idle(self, seconds):
        """The share of one core live takes on a terminal while nothing happens: when all is
        taken in, and the partial answers are made."""
        for _ in range(2):
            self.sh("TC_HOME=%s token-craft live --once" % shlex.quote(self.year), self.tree,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        child, terminal = pty.fork()
        if child == 0:
            os.execvpe("token-craft", ["token-craft", "live"], {
                **self.environment(self.tree), "TC_HOME": self.year, "TERM": "xterm"})
        wait_and_read(terminal, 3)
        before = used(child)
        wait_and_read(terminal, seconds)
        share = (used(child) - before) / seconds
        os.write(terminal, b"q")
        wait_and_read(terminal, 1)
        os.waitpid(child, 0)
        os.close(terminal)
        return share

    def bars(self, peer, peaks):
        """(what, measured, bar, reached), as tests/bench/run shows them."""
        for name in self.spoken:
            wall, memory = self.bench.median(name, 0), peaks[name] / 2**20
            yield f"{name}, wall", f"{wall:.2f} s", "≤ 1.5 s", wall <= 1.5
            yield f"peak memory of {name}", f"{memory:.0f} MiB", "≤ 128 MiB", memory <= 128
        wall = 1000 * self.bench.median(SYNCED, 0)
        yield SYNCED + ", wall", f"{wall:.0f} ms", "≤ 60 ms", wall <= 60
        got = self.bench.ratio(peer, SYNCED, 0)
        yield SYNCED + " against ccusage, wall", f"{got:.0f} ×", "≥ 40 ×", got >= 40
        wall = 1000 * self.bench.median(APPENDED, 0)
        yield APPENDED + ", wall", f"{wall:.0f} ms", "≤ 100 ms", wall <= 100
        share = 100 * self.idle(4 * len(self.bench.rounds[SYNCED]))
        yield LIVE + ", of one core", f"{share:.2f} %", "≤ 1 %", share <= 1
        for name, bar in ((PUT, 150_000), (GET, 500_000)):
            got = self.count / self.bench.median(name, 1)
            yield f"{name}, of one core", f"{got:,.0f} records/s", f"≥ {bar:,}", got >= bar
        got, every = (size / max(1, records) for size, records in (self.large, self.all))
        yield (f"a call in the store (all kinds, all days: {every:.1f} bytes a record)",
               f"{got:.1f} bytes", "≤ 80 bytes", got <= 80)


def used(pid):
    """Seconds of processor time of a process and of those it has waited for."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as f:
        return sum(map(int, f.read().rpartition(")")[2].split()[11:15])) / os.sysconf(
            "SC_CLK_TCK")


def wait_and_read(terminal, seconds):
    """What is written would else block the writer."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                os.read(terminal, 65536)
            except OSError: # the other end is closed
                return


def some_lines(tree, but):
    """Whole lines of the tree's transcripts, about as many bytes as are to be appended."""
    taken, size = [], 0
    for folder, folders, names in os.walk(os.path.join(tree, "projects"), followlinks=True):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.endswith(".jsonl") or path == but:
                continue
            with open(path, "rb") as f:
                for line in f:
                    if size >= APPENDED_BYTES:
                        return b"".join(taken)
                    if len(line) < 10**6 and line.endswith(b"\n"):
                        taken.append(line)
                        size += len(line)
    return b"".join(taken)
