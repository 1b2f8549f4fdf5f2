"""From a file, as people write it, to a Scenario: every value against its declaration, every problem found before any is raised."""
