"""Shows the report in a browser, rebuilds what a saved file touches, and reloads the page."""

from __future__ import annotations

import socket
import subprocess
import sys

import click
from mkdocs.livereload import LiveReloadServer

from digitclust.records import InputError
from report.fresh import Places
from report.provenance import HERE, SOURCES

HOST = "127.0.0.1"


def serve(places: Places, port: int) -> None:
    """Build, then serve until interrupted; a fault is told, and the last sound report stays in view."""
    refuse_taken(port)
    rebuild(places)
    server = LiveReloadServer(lambda: rebuild(places), HOST, port, str(places.site))
    for source in (*(HERE / name for name in SOURCES), places.study, places.publication):
        server.watch(str(source))
    click.echo(f"Serving {server.url} until Ctrl+C; saved files are rebuilt and the page reloads.")
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    except KeyboardInterrupt:
        server.shutdown(wait=True)


def refuse_taken(port: int) -> None:
    """Say in one line that somebody else serves there."""
    try:
        with socket.create_server((HOST, port)):
            return
    except OSError as error:
        raise InputError(f"port {port} cannot be served: {error.strerror}; name another with --port") from None


def rebuild(places: Places) -> None:
    """Build in a process of its own, so that saved code counts; it tells its own faults."""
    options = ["--study", places.study, "--build", places.build, "--site", places.site]
    options += ["--paper" if places.paper else "--no-paper"]
    options += ["--print-engine", places.engine] if places.engine else []
    options += ["--generator", places.generator]
    subprocess.run([sys.executable, "-m", "report", "build", *map(str, options)], check=False)
