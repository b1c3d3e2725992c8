"""`briefings serve`: show the site on this computer while it is edited."""

import signal
import sys
from pathlib import Path

import click

from briefings.commands import terminal
from briefings.mkdocs_plugin import console
from briefings.preview.preview import preview

_FAILED = 1


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port, or the next free one; by default that of `dev_addr` in mkdocs.yml, 8000.",
)
@click.pass_obj
def serve(config_file: Path, port: int | None) -> None:
    """Show the site on this computer, and update it at every change.

    Pages are built when they are opened. Problems are shown in the terminal and on the pages. A
    page whose file has errors shows its last valid version.
    """
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    # During a compile, a request must not wait 5 ms for the interpreter after each file access.
    sys.setswitchinterval(0.0005)
    try:
        with (
            console.ERR.status("Reading") as status,
            preview(config_file, port, terminal.PreviewListener()) as server,
        ):
            status.stop()
            wanted = server.wanted_port
            taken = f"Port {wanted} is taken. " if 0 < wanted != server.server_port else ""
            console.OUT.print(f"{taken}The preview is at {server.address} (Ctrl+C ends it).")
            server.serve_forever()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        terminal.error(str(error))
        sys.exit(_FAILED)
