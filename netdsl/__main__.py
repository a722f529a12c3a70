"""`python -m netdsl` is `netdsl`."""

from netdsl.cli.main import main

main()
