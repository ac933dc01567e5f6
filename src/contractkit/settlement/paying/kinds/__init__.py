"""One module for each kind of effect, over the primitives of the package; each registers itself."""
