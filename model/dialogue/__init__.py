"""Ministry and diaspora get to know each other: consultations, the register, the survey, the hub."""
