"""`briefings serve`: show the site on this computer while it is edited."""

import signal
import sys
from pathlib import Path

import click

from briefings.commands import terminal
from briefings.mkdocs_plugin import console
from briefings.preview.preview import preview
from briefings.preview.server import Server

_FAILED = 1


_OPEN = {
    False: "Other computers can reach this preview. Whoever has its address can read all content, "
    "drafts too, and change the files of the content folder. The connection is not encrypted: use "
    "it in a network that you trust.",
    True: "Other computers can reach this preview. Whoever has its address can read all content, "
    "drafts too. The connection is not encrypted: use it in a network that you trust.",
}


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port, or the next free one; by default that of `dev_addr` in mkdocs.yml, 8000.",
)
@click.option(
    "--host",
    help="Address to listen at; by default that of `dev_addr` in mkdocs.yml, 127.0.0.1, which only "
    "this computer reaches. 0.0.0.0 lets other computers in that know the token.",
)
@click.option("--read-only", is_flag=True, help="Only show the content: pages cannot change files.")
@click.pass_obj
def serve(config_file: Path, port: int | None, host: str | None, read_only: bool) -> None:
    """Show the site on this computer, and update it at every change.

    Pages are built when they are opened. Problems are shown in the terminal and on the pages. A
    page whose file has errors shows its last valid version. Pages can be edited: what you save is
    written into the files of the content folder.
    """
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    # During a compile, a request must not wait 5 ms for the interpreter after each file access.
    sys.setswitchinterval(0.0005)
    try:
        with (
            console.ERR.status("Reading") as status,
            preview(
                config_file, port, terminal.PreviewListener(), host=host, read_only=read_only
            ) as server,
        ):
            status.stop()
            wanted = server.wanted_port
            taken = f"Port {wanted} is taken. " if 0 < wanted != server.server_port else ""
            said = f"{taken}The preview is at {_addresses(server)} (Ctrl+C ends it)."
            console.OUT.print(said, soft_wrap=True)  # an address with a token stays in one piece
            if server.access.is_open:
                console.ERR.print(f"[yellow]{_OPEN[server.access.read_only]}[/]")
            server.serve_forever()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        terminal.error(str(error))
        sys.exit(_FAILED)


def _addresses(server: Server) -> str:
    """Return where a browser opens the preview."""
    if not server.access.is_open:
        return server.address
    return " or ".join(server.opening_addresses())
