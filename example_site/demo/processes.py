from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from demo.child_guard import NO_FD
from demo.errors import DemoError

MANAGE = settings.PROJECT_DIR / "manage.py"
GUARD = Path(__file__).with_name("child_guard.py")
GRACE_SECONDS = 5.0


class ManageProcess:
    """A management command in a process of its own, which ends with this process at the latest.

    What it prints goes to ``NAME.log`` in the demo's directory. A ``listener`` is handed over to it
    as ``--fd``, and closed here.
    """

    def __init__(
        self,
        name: str,
        *arguments: str,
        environment: dict[str, str],
        listener: socket.socket | None = None,
    ) -> None:
        self.name = name
        self.log_path: Path = settings.DEMO_DATA_DIR / f"{name}.log"
        command = manage_command(name, *arguments)
        if listener is None:
            self._process = self._start(NO_FD, command, environment)
        else:
            with listener:
                fd = listener.fileno()
                self._process = self._start(fd, [*command, "--fd", str(fd)], environment)

    def _start(
        self, fd: int, command: list[str], environment: dict[str, str]
    ) -> subprocess.Popen[bytes]:
        with self.log_path.open("wb") as log:
            return subprocess.Popen(  # noqa: S603
                [sys.executable, str(GUARD), str(GRACE_SECONDS), str(fd), *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
                pass_fds=() if fd == NO_FD else (fd,),
            )

    def ask_to_stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()

    def wait(self) -> None:
        """Return once it has ended, ``GRACE_SECONDS`` after ``ask_to_stop()`` at the latest."""
        self._process.wait()

    def check_alive(self) -> None:
        """Raise ``DemoError`` where the process has ended."""
        if self._process.poll() is not None:
            raise DemoError(f"'{self.name}' has ended unexpectedly. {self._last_words()}")

    def _last_words(self) -> str:
        lines = self.log_path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        said = f"It said last: {lines[-1]} " if lines else ""
        return f"{said}See {self.log_path}."


def run_manage(
    name: str, *arguments: str, environment: dict[str, str], standard_input: str = ""
) -> str:
    """Run a management command to its end and return what it printed.

    Raises ``DemoError`` with the command's own message where it fails.
    """
    result = subprocess.run(  # noqa: S603
        manage_command(name, *arguments),
        input=standard_input,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        reason = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DemoError(f"'{name}' failed: {reason}")
    return result.stdout.strip()


def manage_command(name: str, *arguments: str) -> list[str]:
    return [sys.executable, str(MANAGE), name, *arguments]
