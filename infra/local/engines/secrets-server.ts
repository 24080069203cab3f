import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { closeServer, listen } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import type { Engine } from './dynoxide.ts';
import type { Secrets } from './secrets.ts';

const getSecretValue = v.object({ SecretId: v.string() });
const requestLimit = 64 * 1024;

/** Serves `GetSecretValue` of Secrets Manager's wire protocol (AWS JSON 1.1) on 127.0.0.1; it is all that functions ask. */
export async function startSecretsServer(secrets: Secrets): Promise<Engine> {
  const server = createServer((request, response) => {
    answer(secrets, request, response).catch((error) =>
      fail(response, 'InternalServiceError', String(error instanceof Error ? error.message : error), 500),
    );
  });
  const port = await listen(server, 0);
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
}

async function answer(secrets: Secrets, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, requestLimit);
  const target = request.headers['x-amz-target'];
  if (target !== 'secretsmanager.GetSecretValue')
    return fail(response, 'InvalidRequestException', `only GetSecretValue is served locally, not ${target}`);
  const asked = v.safeParse(getSecretValue, body && JSON.parse(body.toString()));
  const found = asked.success ? secrets.get(asked.output.SecretId) : undefined;
  if (found === undefined)
    return fail(response, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const { arn, name, value, version, created } = found;
  send(response, 200, {
    ARN: arn,
    Name: name,
    SecretString: value,
    VersionId: version,
    VersionStages: ['AWSCURRENT'],
    CreatedDate: created,
  });
}

const fail = (response: ServerResponse, type: string, message: string, status = 400) =>
  send(response, status, { __type: type, message });

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
