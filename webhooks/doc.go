// Package webhooks words what happened for other programs and sees to it that they hear of it.
//
// A dialect is one file that registers how it words an event, schemas/<name>.json, which promises what that looks like, and its goldens
// in testdata/<name>. Adding one touches nothing else.
package webhooks
