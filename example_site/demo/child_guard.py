"""Runs a command for as long as the process that started this script lives.

    python child_guard.py GRACE_SECONDS FD COMMAND [ARGUMENT ...]

FD is a file descriptor that the command gets, and this script lets go of; -1 where it gets none.
The process that started this script holds the other end of standard input, which closes when it
ends, however it ends. The command is then asked to stop; what is left of its process group after
the grace is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

NO_FD = -1


def main(grace: float, fd: int, command: list[str]) -> int:
    child = start(command, fd)
    watcher = threading.Thread(target=stop_when_parent_ends, args=(child, grace), daemon=True)
    watcher.start()
    try:
        return child.wait()
    finally:
        kill_group(child.pid)


def start(command: list[str], fd: int) -> subprocess.Popen[bytes]:
    handed_over = () if fd == NO_FD else (fd,)
    child = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=handed_over
    )
    for number in handed_over:
        os.close(number)
    return child


def stop_when_parent_ends(child: subprocess.Popen[bytes], grace: float) -> None:
    sys.stdin.buffer.read()
    child.terminate()
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        kill_group(child.pid)


def kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    # Ctrl-C and a closed terminal reach the parent, which decides. Not SIG_IGN, which the command
    # would inherit.
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_args: None)
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
