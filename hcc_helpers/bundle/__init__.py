"""The zip for offices without internet: the suite with all locked wheels, installed and run by two files to double-click."""
