"""The command line as it is declared: arguments, options and help of every command in English and French; what a command does stands beside this folder."""
