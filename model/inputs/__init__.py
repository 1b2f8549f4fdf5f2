"""What a world is made of before it is built: corridors and dates, shocks, the ministry, places."""
