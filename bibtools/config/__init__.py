"""Configuration: the command line overrides the environment, that the files, those the defaults."""
