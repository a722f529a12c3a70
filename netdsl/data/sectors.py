"""The words and abbreviations by which data files tell the sector of an actor."""

from collections.abc import Mapping
from typing import NamedTuple

from netdsl.model.forms import dialects

SECTORS = {
    "public": ("public", "gov", "govt", "government", "governmental", "state", "municipal",
               "offentlig", "statlig", "stat", "kommunal", "kommune", "fylkeskommunal", "fylkeskommune"),
    "private": ("private", "pvt", "business", "company", "firm", "for-profit", "commercial", "privat", "bedrift",
                "firma", "næringsliv"),
    "voluntary": ("voluntary", "vol", "nonprofit", "non-profit", "not-for-profit", "ngo", "charity", "third sector",
                  "frivillig", "ideell"),
}  # fmt: skip
"""Words and abbreviations that say a sector beyond doubt."""


class SectorsRead(NamedTuple):
    """Which sector each value was read as."""

    sectors: Mapping[str, str]

    def text(self, language: str) -> str:
        """As a remark shows it: `GOV = public`."""
        words = dialects()[language]["values"]["SECTOR"]
        return ", ".join(f"{value} = {words[sector][0]}" for value, sector in self.sectors.items())


def sector_of(value: str) -> str | None:
    """The sector that a word says beyond doubt."""
    said = value.strip().casefold()
    return next((sector for sector, words in SECTORS.items() if said in words), None)
