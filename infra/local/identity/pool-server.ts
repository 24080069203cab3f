import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { closeServer, listen } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import type { Credentials } from './credentials.ts';
import { type Command, PoolError, poolCommands } from './pool-commands.ts';

const requestLimit = 64 * 1024;
const service = 'AWSCognitoIdentityProviderService.';

/**
 * Speaks what of Cognito's administration functions use (AWS JSON 1.1), on a port of its own on 127.0.0.1. Who comes there is believed, as with
 * the other engines: only functions of this machine know the port.
 *
 * @param poolId the one user pool there is
 */
export async function startPoolServer(credentials: () => Credentials | undefined, poolId: () => string) {
  const commands: Readonly<Record<string, Command>> = poolCommands;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request, requestLimit);
    const target = String(request.headers['x-amz-target'] ?? '');
    const command = commands[target.replace(service, '')];
    const known = credentials();
    if (!target.startsWith(service) || command === undefined)
      throw new PoolError('InvalidParameterException', `${target} is not served locally`);
    if (known === undefined) throw new PoolError('InternalErrorException', 'the user pool is not ready yet');
    const asked = v.parse(v.looseObject({ UserPoolId: v.string() }), JSON.parse(body?.toString() ?? '{}'));
    if (asked.UserPoolId !== poolId())
      throw new PoolError('ResourceNotFoundException', `User pool ${asked.UserPoolId} does not exist.`);
    send(response, 200, await command(known, asked));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const isAsked = error instanceof PoolError || error instanceof v.ValiError;
      const type =
        error instanceof PoolError ? error.type : isAsked ? 'InvalidParameterException' : 'InternalErrorException';
      send(response, isAsked ? 400 : 500, { __type: type, message });
    });
  });
  const port = await listen(server, 0);
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
