"""Laws for all sizes: proofs by entries, refutations at a size."""
