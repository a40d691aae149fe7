// Command causeway serves the four documented systems from one embedded database.
//
// Start with run in main.go; systems.go in this folder says how a system plugs in.
package main

func main() {}
