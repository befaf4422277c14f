"""The servers that are measured side by side; each in a file of its own, all behind `Peer`."""
