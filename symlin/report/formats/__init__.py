"""How an answer is set: text, HTML, MathML, LaTeX, Markdown."""
