"""A network as graphs: its relations, and measures of their structure."""
