"""`python -m pipeline` is `winnow`."""

from pipeline.cli import main

main(prog_name="winnow")
