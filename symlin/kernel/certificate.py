"""Certificates (interface under construction)."""
from __future__ import annotations
from typing import Any
Certificate = Any
