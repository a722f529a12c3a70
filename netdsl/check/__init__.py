"""What is right about a tree: names resolved, rules checked; every error of a file in one run."""
