"""What would change a collaboration, and what each change would do: applied and evaluated anew."""
