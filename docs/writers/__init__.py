"""The generated pages of the documentation, one file for each kind."""
