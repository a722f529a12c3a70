"""A network without the names in it: pseudonyms, a key to them, and a search for names that are left."""
