"""Pictures of a network: as SVG, as PNG and PDF made from it, and as text for Graphviz and Mermaid."""
