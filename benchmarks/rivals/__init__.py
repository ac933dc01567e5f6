"""The parts of `benchmarks/engine.py`: one workload, the rivals that answer it, the timing and what must come out."""
