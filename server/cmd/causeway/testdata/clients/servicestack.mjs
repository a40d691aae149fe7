// Runs calls with the real @servicestack/client and prints what became of each.
// usage: node servicestack.mjs '{"base": URL, "bearer": token, "calls": [{"dto": class, "init": members}]}'
import { JsonServiceClient } from '@servicestack/client'
import * as dtos from './dtos.mjs'

const { base, bearer, calls } = JSON.parse(process.argv[2])
const client = new JsonServiceClient(base)
if (bearer) client.bearerToken = bearer

const outcomes = []
for (const { dto, init } of calls) {
    try {
        outcomes.push({ value: await client.send(new dtos[dto](init)) })
    } catch (thrown) {
        outcomes.push({ thrown: thrown.constructor.name, status: thrown.responseStatus })
    }
}
console.log(JSON.stringify(outcomes))
