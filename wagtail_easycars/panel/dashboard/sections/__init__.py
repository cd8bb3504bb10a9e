"""What the dashboard shows beside the syncs themselves: what waits, what failed, what was."""
