"""What `service.cli` does when it is told to: one file for each command that is more than a call."""
