"""What files of tests by hand set up alike: parameters, institutions, luck and a bare stage (`tests.bare`) with some records in it."""
