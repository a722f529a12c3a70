"""GraphML and GEXF."""

from netdsl.data.graphs import Graph
from netdsl.data.lines import Text


def markup(text: Text, graph: Graph) -> None:
    """Read."""
