"""Chapters of diaspora firms, fairs and courses, what organised firms obtain from governments."""
