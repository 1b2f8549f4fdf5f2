"""Founding, firms at origin, trade: from an idea to a firm that sells abroad."""
