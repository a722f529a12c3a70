"""Data of other programs: networks read from and written into spreadsheets, Pajek, UCINET, GraphML, GEXF and JSON."""
