"""What a file describes, free of how it was written: statements, values, facts."""
