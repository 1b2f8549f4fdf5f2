"""What people and organisations do, as pure scalar functions in the words of the domain. Rules know neither Mesa nor arrays."""
