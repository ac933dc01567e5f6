"""What figures and sums look like: inline SVG, legible without colour, each with its numbers in words."""
