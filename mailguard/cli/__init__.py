"""The command line: everything the desktop can do, and starting and stopping besides."""
