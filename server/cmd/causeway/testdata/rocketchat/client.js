// Makes calls with Rocket.Chat's own client. The argument is {"base": URL, "credentials"?: {...}, "calls": [{"verb", "path", "params"?, "codes"?}]}; codes are what the
// user answers when he is asked for a second factor, one after the other. Prints a list of what came of each call:
// {"returned": value} or {"status", "body"} of what it threw, and "asked": the arguments its two-factor handler was called with.
const { RestClient } = require('@rocket.chat/api-client');

async function main() {
	const { base, credentials, calls } = JSON.parse(process.argv[2]);
	const client = new RestClient({ baseUrl: base, credentials });
	let codes = [];
	let asked = [];
	client.handleTwoFactorChallenge(async (challenge) => {
		asked.push(challenge);
		if (codes.length === 0) throw new Error('the user gives up');
		return codes.shift();
	});
	const outcomes = [];
	for (const call of calls) {
		codes = call.codes ?? [];
		asked = [];
		const outcome = { asked };
		try {
			outcome.returned = await client[call.verb](call.path, call.params);
		} catch (thrown) {
			if (!(thrown instanceof Response)) {
				outcome.message = String(thrown.message ?? thrown);
			} else {
				outcome.status = thrown.status;
				outcome.body = await thrown.json();
			}
		}
		if (outcome.returned?.data?.authToken) {
			client.setCredentials({ 'X-User-Id': outcome.returned.data.userId, 'X-Auth-Token': outcome.returned.data.authToken });
		}
		outcomes.push(outcome);
	}
	console.log(JSON.stringify(outcomes));
}

main();
