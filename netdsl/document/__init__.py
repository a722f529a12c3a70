"""The report that is handed on: an evaluation as a document, written as HTML, Markdown or Word."""
