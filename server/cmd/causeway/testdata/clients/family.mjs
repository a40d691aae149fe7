// Makes calls with the real @servicestack/client and prints what came of each. The other clients' programs read the same calls and print the same:
// standard input is {"base": URL, "calls": [{"client", "bearer"?, "refresh"?, "basic"?: [user, password], "do", "dto", "init"}]}.
// Calls with the same client share it and its cookies. What to do: send, all, oneway, oneway all; init is a list where it is all.
import { readFileSync } from 'node:fs'
import { JsonServiceClient } from '@servicestack/client'
import * as documents from './dtos.mjs'
import * as hello from './hello.mjs'

const dtos = { ...documents, ...hello }
const { base, calls } = JSON.parse(readFileSync(0, 'utf8'))
const clients = {}

async function call({ client: name, bearer, refresh, basic, do: what, dto, init }) {
    const client = (clients[name] ??= new JsonServiceClient(base))
    if (bearer) client.bearerToken = bearer
    if (refresh) client.refreshToken = refresh
    if (basic) client.setCredentials(...basic)
    const made = Array.isArray(init) ? init.map(i => new dtos[dto](i)) : new dtos[dto](init)
    try {
        switch (what) {
            case 'send': return { value: await client.send(made) }
            case 'all': return { value: await client.sendAll(made) }
            case 'oneway': return { value: await client.sendOneWay(made) }
            case 'oneway all': return { value: await client.sendAllOneWay(made) }
        }
        throw new Error(`nothing is called ${what}`)
    } catch (thrown) {
        return { thrown: thrown.type ?? thrown.constructor.name, status: thrown.responseStatus }
    }
}

const outcomes = []
for (const one of calls) outcomes.push(await call(one))
console.log(JSON.stringify(outcomes))
