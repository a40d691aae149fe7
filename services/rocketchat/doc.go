// Package rocketchat does what Rocket.Chat's API does around signing in and second factors, on the account core.
//
// Start with operations.go, which is the whole API. login.go signs in; secondfactor.go decides what a sensitive call must show beside its token; reset.go is
// users.resetTOTP; totp.go sets a second factor up; method.go offers the same under the names of DDP methods.
//
// What differs from the original, on purpose: a code is good once, over all routes; failures are counted for the account, whatever the route or the spelling of
// its name; a user without any means to show a second factor is refused, not let through, also in the half hour after he registered.
package rocketchat
