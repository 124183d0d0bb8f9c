"""Certificates as JSON documents."""
