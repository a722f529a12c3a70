"""The evaluation of a checked rule set over facts."""
