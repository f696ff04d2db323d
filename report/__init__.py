"""Where numbers and words meet: the script that builds the report."""
