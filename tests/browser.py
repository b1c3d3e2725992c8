"""Find the Chromium that the browser tests drive, or install one.

`make test` runs `python -m tests.browser --ensure` first, which shows what it downloads. The tests
only look for a browser (`find_chromium`); if there is none, they fail and name the command to run.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

ENVIRONMENT_VARIABLE = "BRIEFINGS_CHROMIUM"
# Chromium without windows: the tests take about half as long with it.
SHELL = "chromium-headless-shell"
INSTALLED_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

DOWNLOAD_SECONDS = 240
APT_SECONDS = 300

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # Tests must not depend on other hosts, not even on their names.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    # The sandbox does not work for root and in containers; the pages are our own.
    "--no-sandbox",
)


class NoBrowserError(RuntimeError):
    """No Chromium was found; the message names the command that installs one."""


def find_chromium(*, shell: bool = True) -> Path:
    """Return a Chromium that runs: the configured one, an installed one, or Playwright's own.

    Args:
        shell: whether a headless shell will do. It is preferred, since it is faster.

    Raises:
        NoBrowserError: none was found, or the configured one does not run.
    """
    if configured := os.environ.get(ENVIRONMENT_VARIABLE):
        if not version(Path(configured)):
            raise NoBrowserError(
                f"{ENVIRONMENT_VARIABLE}={configured} is not a Chromium that runs."
            )
        return Path(configured)
    for candidate in _candidates(shell=shell):
        if version(candidate):
            return candidate
    raise NoBrowserError(f"The browser tests need Chromium. To install it, run: {_remedy()}")


def ensure_chromium() -> Path:
    """Return a Chromium that runs; install what is missing, and report each step.

    Raises:
        NoBrowserError: it could not be installed here.
    """
    if not _playwright_starts():
        _say("Playwright does not start: a system library is missing")
        _run(_apt_install("libatomic1"), APT_SECONDS)
        if not _playwright_starts():
            raise NoBrowserError(
                f"Playwright needs a library. To install it, run: {_sudo()}apt install libatomic1"
            )
    try:
        return find_chromium()
    except NoBrowserError:
        if os.environ.get(ENVIRONMENT_VARIABLE):
            raise
    _say("no Chromium found")
    download = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    if _run(download, DOWNLOAD_SECONDS):
        try:
            return find_chromium()
        except NoBrowserError:
            _say("the downloaded browser does not run")
    _run(_apt_install(SHELL, "fonts-liberation"), APT_SECONDS)
    return find_chromium()


def version(program: Path) -> str:
    """Return the version that the program prints, or "" if it is not a Chromium that runs.

    The name of the file is not enough: Ubuntu's `chromium` may be a script that asks for a snap,
    and a download may lack libraries.
    """
    try:
        done = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    line = done.stdout.strip()
    return line if done.returncode == 0 and re.match(r"(Chromium|Google Chrome)\D*\d", line) else ""


def _candidates(*, shell: bool) -> Iterator[Path]:
    for name in (*([SHELL] if shell else []), *INSTALLED_NAMES):
        if found := shutil.which(name):
            yield Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if shell:
        revision = own.parents[1].name.removeprefix("chromium-")
        yield from own.parents[2].glob(f"chromium_headless_shell-{revision}/*/*headless*shell")
    if own.exists():
        yield own


def _playwright_starts() -> bool:
    # Playwright's wheel brings a Node.js; a minimal Debian lacks a library that it needs.
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _apt_install(*packages: str) -> list[str]:
    # `sudo -n` fails at once if it would ask for a password.
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    install = f"apt-get -qq -y install --no-install-recommends {' '.join(packages)}"
    script = f"apt-get -qq update && {install}"
    return [*root, "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", script]


def _run(command: Sequence[str], seconds: int) -> bool:
    """Run an installer; if it fails, print its last lines without the stack trace."""
    _say(f"running: {' '.join(command)}")
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _say(f"that failed: {error}")
        return False
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if not line.startswith("    at ")]
        _say("that failed:", *lines[-3:])
    return done.returncode == 0


def _remedy() -> str:
    try:
        system = platform.freedesktop_os_release()["ID"]
    except OSError:
        system = "unknown"
    if system == "debian":
        return f"{_sudo()}apt install {SHELL}"
    # Ubuntu's package is a snap, so this installs Playwright's own browser and the libraries.
    return f"{sys.executable} -m playwright install --with-deps --only-shell chromium"


def _sudo() -> str:
    return "" if os.geteuid() == 0 else "sudo "


def _say(*lines: str) -> None:
    for line in lines:
        print(f"browser: {line}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.browser", description=__doc__)
    parser.add_argument("--ensure", action="store_true", help="install one if none is found")
    arguments = parser.parse_args()
    try:
        chromium = ensure_chromium() if arguments.ensure else find_chromium()
    except NoBrowserError as error:
        _say(str(error))
        return 1
    _say(f"{chromium} ({version(chromium)})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
