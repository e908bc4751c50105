// Command anteroom is the waitlist and booking server and its tools.
package main

func main() {}
