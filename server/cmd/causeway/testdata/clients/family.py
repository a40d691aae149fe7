# Makes calls with the real Python client, as family.mjs does, and prints what came of each.
import json
import sys

import antel
import foundry
import hello
from servicestack import JsonServiceClient, WebServiceException
from servicestack.reflection import from_json, to_json

given = json.load(sys.stdin)
clients = {}


def made(dto, init):
    if isinstance(init, list):
        return [made(dto, one) for one in init]
    return from_json(getattr(hello, dto, None) or getattr(foundry, dto, None) or getattr(antel, dto), json.dumps(init))


def plain(value):
    return json.loads(to_json(value)) if value is not None else None


def call(one):
    client = clients.setdefault(one['client'], JsonServiceClient(given['base']))
    if one.get('bearer'):
        client.bearer_token = one['bearer']
    if one.get('refresh'):
        client.refresh_token = one['refresh']
    if one.get('basic'):
        client.set_credentials(*one['basic'])
    request = made(one['dto'], one['init'])
    try:
        if one['do'] == 'send':
            return {'value': plain(client.send(request))}
        if one['do'] == 'all':
            return {'value': plain(client.send_all(request))}
        if one['do'] == 'oneway':  # the generator gives such a class no response, and the client has no method for it
            client.post_url('/json/oneway/' + one['dto'], request, str)
            return {}
        if one['do'] == 'oneway all':
            client.post_url('/json/oneway/' + one['dto'] + '[]', request, str)
            return {}
    except WebServiceException as thrown:
        kind = 'RefreshTokenException' if thrown.type.name == 'REFRESH_TOKEN_EXCEPTION' else 'WebServiceException'
        return {'thrown': kind, 'code': thrown.status_code, 'status': plain(thrown.response_status)}
    raise ValueError(one['do'])


print(json.dumps([call(one) for one in given['calls']]))
