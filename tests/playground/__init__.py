"""The page that answers in the browser: its runtime is built here, and asked in a real browser."""
