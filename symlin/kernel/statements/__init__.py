"""What the kernel says beside verdicts: matrices, values, instances, plainer words, decimals.

No verdict rests on these; they are what a report prints around one.
"""
