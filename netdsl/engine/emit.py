"""Python text as it is written: indexes over relations, and the lines of a function."""

from collections.abc import Sequence

from attrs import define, field, frozen


@frozen
class Index:
    """A way to read a relation: key columns, and the columns read; `distinct` when other columns are left out."""

    relation: str
    keys: tuple[int, ...]
    outs: tuple[int, ...]
    arity: int

    @property
    def distinct(self) -> bool:
        """Rows can repeat once columns are left out."""
        return len(self.keys) + len(self.outs) < self.arity


@define
class Emitter:
    """Writes the lines of the function."""

    lines: list[str] = field(factory=list)
    constants: list[object] = field(factory=list)
    indexes: dict[Index, str] = field(factory=dict)
    relations: dict[str, str] = field(factory=dict)
    _count: int = 0

    def new(self, prefix: str) -> str:
        """A name that is not used yet."""
        self._count += 1
        return f"{prefix}{self._count}"

    def emit(self, depth: int, text: str) -> None:
        """A line of the function."""
        self.lines.append("    " * depth + text)

    def relation(self, name: str) -> str:
        """The variable of a relation; a relation of facts is fetched when it is first read."""
        if name not in self.relations:
            self.relations[name] = self.new("r")
            self.emit(1, f"{self.relations[name]} = R.get({name!r}, ())")
        return self.relations[name]

    def index(self, index: Index) -> str:
        """The variable of an index; it is built before the lines that are being written."""
        if index not in self.indexes:
            self.indexes[index] = self.new("i")
            source = self.relation(index.relation)
            for line in self.build(index, self.indexes[index], source):
                self.emit(1, line)
        return self.indexes[index]

    def build(self, index: Index, target: str, source: str, fresh: bool = True) -> list[str]:
        """Lines that build an index, or add rows to it."""
        columns = [f"c{n}" if n in index.keys + index.outs else "_" for n in range(index.arity)]
        row = ", ".join(columns) + ("," if index.arity == 1 else "")
        key, out = together([f"c{n}" for n in index.keys]), together([f"c{n}" for n in index.outs])
        if not index.keys or not index.outs:
            wanted = out if not index.keys else key
            if fresh:
                return [f"{target} = {{{wanted} for {row} in {source}}}"]
            return [f"{target}.update([{wanted} for {row} in {source}])"]
        kind, add = ("set", "add") if index.distinct else ("list", "append")
        lines = [f"{target} = defaultdict({kind})"] if fresh else []
        return [*lines, f"for {row} in {source}: {target}[{key}].{add}({out})"]


def together(names: Sequence[str]) -> str:
    """Names as one value: alone as it is, else as a tuple."""
    if len(names) == 1:
        return names[0]
    return f"({', '.join(names)})"
