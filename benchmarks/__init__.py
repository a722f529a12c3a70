"""How fast netdsl is, each figure beside what one would use instead: `python -m benchmarks`."""
