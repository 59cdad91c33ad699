"""What people type: one file a command; the table of commands is commands.py."""
