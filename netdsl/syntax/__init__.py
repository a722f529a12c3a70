"""The two languages as text: from lines to trees, and back."""
