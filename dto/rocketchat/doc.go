// Package rocketchat mirrors the request and response shapes of Rocket.Chat's REST API, of the part that deals with signing in and second factors.
//
// https://developer.rocket.chat/apidocs. Member names are the documented ones in camel case on the wire, members stand in the documented order.
// A pointer is a member that may be absent; where Rocket.Chat tells an absent member from an empty one (as users.resetTOTP does), that matters.
package rocketchat
