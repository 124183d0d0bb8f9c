"""Modules and functions of torch, read off what torch itself exports of them."""
