#!/usr/bin/env python3
"""Every write, fsync, rename, open, unlink and mkdir of tc-archive fails, or is the last
thing it does: faults.py [--every N] ACTION ...

ACTION is one of tests/fault.c: kill, tear, eio, enospc, edquot, erofs. A store of a first
sync is at hand; the second sync, and a compact, meet the fault at their first call, their
second, and so on (every Nth) until they end unharmed. After each the store is read: what was
there is there, and once. The next sync must come to the bytes of one that met no fault.
Prints what fails, and a line of totals.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import logs  # noqa: E402
from kills import TOP, clean_sync, environment  # noqa: E402
from laws import BIN, MEMORY, archive, identities, tree  # noqa: E402

KILLED = (137, -9)


class Faults:
    def __init__(self, folder):
        self.folder, self.logs = folder, os.path.join(folder, "logs")
        self.count = self.failures = 0
        machine = logs.Machine(3, self.logs, 12, days=5)
        for _ in range(6):
            machine.grow()
        self.base = self.path("base")
        clean_sync(self.base, self.logs)
        clean_sync(self.base, self.logs)
        self.before = identities(archive(self.base, "get").splitlines())
        machine.finish()
        self.clean = self.path("clean")
        clean_sync(self.clean, self.logs)
        self.after = archive(self.clean, "get")
        archive(self.clean, "compact")
        self.programs()

    def path(self, name):
        return os.path.join(self.folder, name)

    def programs(self):
        """tc-archive put and compact with the fault; other commands, and others, without."""
        os.mkdir(self.path("bin"))
        for name in os.listdir(BIN):
            os.symlink(os.path.join(BIN, name), os.path.join(self.path("bin"), name))
        os.unlink(self.path("bin/tc-archive"))
        with open(self.path("bin/tc-archive"), "w", encoding="utf-8") as f:
            f.write('#!/bin/sh\ncase $1 in put | compact) '
                    'exec env LD_PRELOAD="$TC_TEST_PRELOAD" %s/tc-archive "$@" ;; esac\n'
                    'exec %s/tc-archive "$@"\n' % (BIN, BIN))
        os.chmod(self.path("bin/tc-archive"), 0o755)

    def run(self, home, command, fault):
        told = self.path("told")
        if os.path.exists(told):
            os.unlink(told)
        more = {"TC_BIN": self.path("bin"), "TC_FAULT": fault, "TC_FAULT_TOLD": told,
                "TC_TEST_PRELOAD": os.path.join(os.path.dirname(BIN), "tests/fault.so"),
                "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}
        program = {"sync": [TOP + "/bin/token-craft", "sync", "--quiet"],
                   "compact": [self.path("bin/tc-archive"), "compact"]}[command]
        done = subprocess.run(program, env=environment(home, self.logs, **more), check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE)
        return os.path.exists(told), done.returncode, done.stderr.decode()

    def wrong(self, home, action, code, said):
        """What is not as it must be after the fault, and after the next sync; or None."""
        if action in ("kill", "tear"):
            if code not in KILLED:
                return "killed, but exit code %d: %s" % (code, said)
        elif not (code == 0 or (code == 3 and said)):
            return "exit code %d, saying: %s" % (code, said)
        kept = identities(archive(home, "get").splitlines())
        if set(self.before) - set(kept) or max(kept.values()) > 1:
            return "lost or twice"
        clean_sync(home, self.logs)
        if archive(home, "get") != self.after:
            return "other records after the next sync"
        archive(home, "compact")
        archive(home, "verify")
        return None if tree(home) == tree(self.clean) else "other bytes in the end"

    def every_call(self, command, action, step):
        number, hit = 1, True
        while hit:
            home = self.path("home")
            shutil.copytree(self.base, home)
            hit, code, said = self.run(home, command, "any:%d:%s" % (number, action))
            try:
                wrong = self.wrong(home, action, code, said) if hit else None
            except AssertionError as error:
                wrong = str(error)
            if wrong:
                print("%s, %s at call %d: %s" % (command, action, number, wrong))
                self.failures += 1
            self.count += hit
            shutil.rmtree(home)
            number += step


def main():
    actions, step = sys.argv[1:], 1
    if actions[0] == "--every":
        step, actions = int(actions[1]), actions[2:]
    start = time.monotonic()
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        faults = Faults(folder)
        for command in ("sync", "compact"):
            for action in actions:
                faults.every_call(command, action, step)
    print("%d faults, %d failures, %.0f s" % (
        faults.count, faults.failures, time.monotonic() - start))
    return faults.failures > 0


if __name__ == "__main__":
    sys.exit(main())
