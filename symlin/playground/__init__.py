"""The page that answers in the browser: what it is made of, and what runs in it."""
