import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { closeServer, listen } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import { type Broker, PublishFault } from './broker.ts';
import { MAX_PAYLOAD_BYTES } from './topic.ts';

/** A request the data plane does not take, in the terms of its API. */
class DataFault extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** The data plane on a port of its own. */
export interface DataPlane {
  /** `http://127.0.0.1:PORT`, for `AWS_ENDPOINT_URL_IOT_DATA_PLANE`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the data plane of AWS IoT on 127.0.0.1, on any free port. */
export async function startDataPlane(broker: Pick<Broker, 'publish'>): Promise<DataPlane> {
  const server = createServer(dataPlane(broker));
  const port = await listen(server, 0);
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

/**
 * Answers `POST /topics/{topic}?qos=0|1&retain=true|false` by publishing the body. Signatures are not checked: whoever reaches the port is the machine's user.
 * Errors are JSON with the type in `x-amzn-errortype`, as the SDKs read them.
 */
function dataPlane(broker: Pick<Broker, 'publish'>): RequestListener {
  return (request, response) => {
    publish(broker, request).then(
      () => answer(response, 200, { message: 'OK' }),
      (error: unknown) => fail(response, error),
    );
  };
}

async function publish(broker: Pick<Broker, 'publish'>, request: IncomingMessage): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const encoded = /^\/topics\/(.+)$/.exec(pathname)?.[1];
  if (encoded === undefined) throw new DataFault(404, 'ResourceNotFoundException', `nothing is at ${pathname}`);
  if (request.method !== 'POST') throw new DataFault(405, 'MethodNotAllowedException', 'a topic is POSTed to');
  const qos = Number(searchParams.get('qos') ?? 0);
  if (qos !== 0 && qos !== 1) throw invalid('qos is 0 or 1');
  const payload = await readBody(request, MAX_PAYLOAD_BYTES);
  if (payload === undefined) throw invalid(`the payload has more than ${MAX_PAYLOAD_BYTES} bytes`);
  await broker.publish({ topic: decoded(encoded), payload, qos, retain: searchParams.get('retain') === 'true' });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('the topic is not percent-encoded UTF-8');
  }
}

const invalid = (message: string) => new DataFault(400, 'InvalidRequestException', message);

function fail(response: ServerResponse, error: unknown): void {
  const fault = error instanceof PublishFault ? invalid(error.message) : error;
  if (fault instanceof DataFault) answer(response, fault.status, { message: fault.message }, fault.type);
  else answer(response, 500, { message: String(error) }, 'InternalFailureException');
}

function answer(response: ServerResponse, status: number, body: object, errorType?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
  });
  response.end(JSON.stringify(body));
}
