"""The words and abbreviations by which data files tell the sector of an actor."""

SECTORS = {
    "public": ("public", "gov", "govt", "government", "governmental", "state", "municipal",
               "offentlig", "statlig", "stat", "kommunal", "kommune", "fylkeskommunal", "fylkeskommune"),
    "private": ("private", "pvt", "business", "company", "firm", "for-profit", "commercial", "privat", "bedrift",
                "firma", "næringsliv"),
    "voluntary": ("voluntary", "vol", "nonprofit", "non-profit", "not-for-profit", "ngo", "charity", "third sector",
                  "frivillig", "ideell"),
}  # fmt: skip
"""Words and abbreviations that say a sector beyond doubt."""


def sector_of(value: str) -> str | None:
    """The sector that a word says beyond doubt."""
    said = value.strip().casefold()
    return next((sector for sector, words in SECTORS.items() if said in words), None)
