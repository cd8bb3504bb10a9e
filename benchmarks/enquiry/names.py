"""What the measurements are called."""

OURS, BARE = "enquiry", "bare form"
