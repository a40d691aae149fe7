// Judges bodies by the schemas that Rocket.Chat publishes. Reads one JSON object a line, {"validator": name, "body": value}, and answers each with a line,
// {"valid": bool, "coerced": bool, "errors": text}.
const readline = require('node:readline');
const typings = require('@rocket.chat/rest-typings');
const core = require('@rocket.chat/core-typings');
const { meSuccessResponseSchema } = require('@rocket.chat/rest-typings/dist/v1/me/meSuccessResponse');

if (!typings.ajv.getSchema('#/components/schemas/IUser')) {
	for (const [name, schema] of Object.entries(core.schemas?.components?.schemas ?? {})) {
		const id = `#/components/schemas/${name}`;
		if (!typings.ajv.getSchema(id)) typings.ajv.addSchema(schema, id);
	}
}
const compiled = {};
const validator = (name) => (compiled[name] ??= name === 'me' ? typings.ajv.compile(meSuccessResponseSchema) : typings[name]);

readline.createInterface({ input: process.stdin }).on('line', (line) => {
	const { validator: name, body } = JSON.parse(line);
	const before = JSON.stringify(body);
	const check = validator(name);
	const valid = check(body);
	const errors = (check.errors ?? []).map((e) => `${e.instancePath} ${e.message}`).join('; ');
	console.log(JSON.stringify({ valid, coerced: JSON.stringify(body) !== before, errors }));
});
