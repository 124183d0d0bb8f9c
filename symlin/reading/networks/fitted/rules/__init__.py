"""What the methods of scikit-learn's estimators compute, by fitted attributes."""
