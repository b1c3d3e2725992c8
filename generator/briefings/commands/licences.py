"""`briefings licences`: the licences of all that is installed with this package and published."""

from dataclasses import asdict

import click

from briefings.build import licences
from briefings.commands import terminal


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(as_json: bool) -> None:
    """List the licences of all that is installed and published.

    These are the Python packages that this one requires here, with its extras, and what others have
    made and it holds: fonts, map data. A star marks what is in every site that is published.
    """
    found = [*licences.packages(), *licences.PARTS]
    if as_json:
        terminal.print_json([asdict(component) for component in found])
        return
    for one in found:
        mark, version = "*" if one.published else " ", f" {one.version}" if one.version else ""
        remark = f" ({said})" if (said := licences.remark(one)) else ""
        click.echo(f"{mark} {one.name}{version}: {one.licence}{remark}, {one.home}")
