import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { fixtureApi, fixtureFunction, writeAssembly } from '../../../test/kit/assembly.ts';
import { anyCredentials, anyRegion } from '../../../test/kit/dynoxide.ts';
import { type HostedAssembly, hostAssembly } from '../host-assembly.ts';

/** Answers `$connect` by the query string, `$default` by what was said, and writes down every event it sees. */
const Socket = `
  import { appendFileSync } from 'node:fs';
  export const handler = async (event) => {
    const { routeKey } = event.requestContext;
    appendFileSync(process.env.SEEN, JSON.stringify(event) + '\\n');
    if (routeKey === '$connect') return { statusCode: Number(event.queryStringParameters?.answer ?? 200), body: 'why' };
    if (event.body === 'fail') throw new Error('no');
    return { statusCode: 200, body: 'heard ' + event.body };
  };`;
const Plain = 'export const handler = async () => ({ statusCode: 200, body: "plain" });';

let directory: string;
let cloud: HostedAssembly;
let url: string;
let management: ApiGatewayManagementApiClient;
const opened: WebSocket[] = [];

function socketApi() {
  const ApiId = { Ref: 'Stream' };
  const Target = { 'Fn::Join': ['', ['integrations/', { Ref: 'StreamIntegration' }]] };
  const part = (type: string, properties: object) => ({
    Type: `AWS::ApiGatewayV2::${type}`,
    Properties: { ApiId, ...properties },
  });
  const route = (RouteKey: string) => part('Route', { RouteKey, Target, AuthorizationType: 'NONE' });
  return {
    StreamStage: part('Stage', { StageName: 'stream', AutoDeploy: true }),
    Stream: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'stream', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    StreamIntegration: part('Integration', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Socket', 'Arn'] },
    }),
    Connect: route('$connect'),
    Disconnect: route('$disconnect'),
    Default: route('$default'),
    DefaultAnswer: part('RouteResponse', { RouteId: { Ref: 'Default' }, RouteResponseKey: '$default' }),
  };
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sockets-'));
  const stack = {
    Resources: {
      ...socketApi(),
      ...fixtureApi({ 'GET /epcis/queries/{name}/events': 'Plain' }),
      Socket: fixtureFunction('Socket', {
        Timeout: 10,
        Environment: { Variables: { SEEN: join(directory, 'seen') } },
      }),
      Plain: fixtureFunction('Plain', { Timeout: 10 }),
    },
    Outputs: { Endpoint: { Value: { 'Fn::GetAtt': ['Stream', 'ApiEndpoint'] } } },
  };
  cloud = await hostAssembly({
    assembly: writeAssembly(join(directory, 'cdk.out'), { stacks: { one: stack }, functions: { Socket, Plain } }),
    data: join(directory, 'data'),
    port: 0,
    graceMs: 5_000,
  });
  url = `${String(cloud.outputs['one']?.['Endpoint'])}/stream`;
  management = new ApiGatewayManagementApiClient({
    endpoint: `${cloud.url}/stream`,
    region: anyRegion,
    credentials: anyCredentials,
    maxAttempts: 1,
  });
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate();
});
afterAll(async () => {
  management.destroy();
  await cloud.close();
  rmSync(directory, { recursive: true });
});

function dial(address: string): WebSocket {
  const socket = new WebSocket(address);
  socket.on('error', () => undefined); // a refused one that is ended says so
  opened.push(socket);
  return socket;
}
const context = v.looseObject({ routeKey: v.string(), eventType: v.string(), connectionId: v.string() });
const seenEvent = v.looseObject({
  requestContext: context,
  queryStringParameters: v.optional(v.record(v.string(), v.string())),
});
const seen = () =>
  readFileSync(join(directory, 'seen'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => v.parse(seenEvent, JSON.parse(line)));
const seenOf = (routeKey: string, id: string) =>
  seen().find(({ requestContext }) => requestContext.routeKey === routeKey && requestContext.connectionId === id);

let marks = 0;
async function connected(address = url) {
  const mark = `mark-${marks++}`;
  const socket = dial(`${address}?mark=${mark}`);
  await once(socket, 'open');
  const event = seen().find(({ queryStringParameters }) => queryStringParameters?.['mark'] === mark);
  if (event === undefined) throw new Error('the function was not asked');
  return { socket, event, ConnectionId: event.requestContext.connectionId };
}
const nextMessage = async (socket: WebSocket) => String((await once(socket, 'message'))[0]);
async function refusedWith(socket: WebSocket): Promise<number | undefined> {
  const [, response] = await once(socket, 'unexpected-response');
  response.resume();
  return response.statusCode;
}

describe('opening a connection', () => {
  test('asks the function behind $connect, with the event that API Gateway would hand over', async () => {
    const { event } = await connected();
    expect(event).toMatchObject({
      isBase64Encoded: false,
      headers: { Upgrade: 'websocket' },
      multiValueQueryStringParameters: { mark: [expect.stringContaining('mark-')] },
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        stage: 'stream',
        identity: { sourceIp: '127.0.0.1' },
        domainName: new URL(cloud.url).host,
      },
    });
  });

  test('is possible at the standard’s own path, whose query name is handed over as a parameter', async () => {
    const { event } = await connected(`${url.replace(/stream$/, '')}epcis/queries/all%20packs/events`);
    expect(event.queryStringParameters).toMatchObject({ queryName: 'all packs' });
    const plain = await fetch(`${cloud.url}/epcis/queries/all/events`);
    expect(await plain.text()).toBe('plain');
  });

  test.each([400, 401, 403, 404, 500])('is refused with %i when the function says so', async (status) =>
    expect(await refusedWith(dial(`${url}?answer=${status}`))).toBe(status),
  );

  test('is refused with 502 when the function answers no status', async () =>
    expect(await refusedWith(dial(`${url}?answer=none`))).toBe(502));

  test('anywhere else is an HTTP request like any other', async () =>
    expect(await refusedWith(dial(url.replace(/stream$/, 'nowhere')))).toBe(404));

  test('wants a sound handshake: the function is not asked about another', async () => {
    const before = seen().length;
    const headers = { connection: 'Upgrade', upgrade: 'websocket' };
    const [response] = await once(request(`${cloud.url}/stream`, { headers }).end(), 'response');
    response.resume();
    expect(response.statusCode).toBe(400);
    expect((await fetch(`${cloud.url}/stream`)).status).toBe(403);
    expect(seen()).toHaveLength(before);
  });
});

describe('an open connection', () => {
  test('answers what the function behind $default says', async () => {
    const { socket } = await connected();
    socket.send('hello');
    expect(await nextMessage(socket)).toBe('heard hello');
    socket.send('fail');
    expect(await nextMessage(socket)).toContain('Internal server error');
  });

  test('is spoken to through the management API, in frames of 32 kB that make one message', async () => {
    const { socket, ConnectionId } = await connected();
    const message = nextMessage(socket);
    const Data = 'é'.repeat(60_000);
    await management.send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.from(Data) }));
    expect(await message).toBe(Data);
    const { ConnectedAt, LastActiveAt, Identity } = await management.send(new GetConnectionCommand({ ConnectionId }));
    expect(Identity?.SourceIp).toBe('127.0.0.1');
    expect(Number(LastActiveAt)).toBeGreaterThanOrEqual(Number(ConnectedAt));
  });

  test('is not told more than 128 kB at once', async () => {
    const { ConnectionId } = await connected();
    const send = management.send(
      new PostToConnectionCommand({ ConnectionId, Data: Buffer.alloc(128 * 1024 + 1, 'x') }),
    );
    await expect(send).rejects.toThrow(PayloadTooLargeException);
  });

  test('is closed when it says more than 128 kB at once', async () => {
    const { socket } = await connected();
    socket.send('x'.repeat(128 * 1024 + 1));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });

  test('closed by the client, is told to the function and gone for everybody', async () => {
    const { socket, ConnectionId } = await connected();
    socket.close(4001, 'enough');
    await once(socket, 'close');
    await vi.waitFor(() => expect(seenOf('$disconnect', ConnectionId)).toBeDefined(), 5_000);
    expect(seenOf('$disconnect', ConnectionId)?.requestContext).toMatchObject({
      eventType: 'DISCONNECT',
      disconnectStatusCode: 4001,
      disconnectReason: 'enough',
    });
    const send = management.send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.from('late') }));
    await expect(send).rejects.toThrow(GoneException);
    await expect(management.send(new GetConnectionCommand({ ConnectionId }))).rejects.toThrow(GoneException);
  });

  test('is closed through the management API', async () => {
    const { socket, ConnectionId } = await connected();
    const closed = once(socket, 'close');
    await management.send(new DeleteConnectionCommand({ ConnectionId }));
    expect((await closed)[0]).toBe(1000);
    await vi.waitFor(() => expect(seenOf('$disconnect', ConnectionId)).toBeDefined(), 5_000);
  });
});

test('a connection nobody opened is gone', async () => {
  const send = management.send(new PostToConnectionCommand({ ConnectionId: 'none', Data: Buffer.from('x') }));
  await expect(send).rejects.toThrow(GoneException);
});

test('when the machine goes, clients are told to go away and the function of every end', async () => {
  const { socket, ConnectionId } = await connected();
  const closed = once(socket, 'close');
  await cloud.close();
  expect((await closed)[0]).toBe(1001);
  expect(seenOf('$disconnect', ConnectionId)).toBeDefined();
});
