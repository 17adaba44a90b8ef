"""Reads agreements and judges what they hold."""
