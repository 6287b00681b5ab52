"""What all indicators share: windows, who counts, what is connected, and the sums per node."""
