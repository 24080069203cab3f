import { once } from 'node:events';
import { createServer } from 'node:http';
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import { anyCredentials, anyRegion } from './dynoxide.ts';

export interface Publication {
  readonly topic: string;
  readonly payload: unknown;
}

export interface Published {
  readonly client: IoTDataPlaneClient;
  /** What was published so far. */
  readonly seen: Publication[];
  /** Makes the next publications fail. */
  failNext(times: number): void;
  stop(): Promise<void>;
}

/** Stands where the IoT data plane is and writes down what is published (`POST /topics/{topic}`). */
export async function startPublished(): Promise<Published> {
  const seen: Publication[] = [];
  let failures = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (failures > 0) {
        failures--;
        response.writeHead(500).end();
        return;
      }
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const topic = decodeURIComponent(pathname.replace(/^\/topics\//, ''));
      seen.push({ topic, payload: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new IoTDataPlaneClient({ endpoint, region: anyRegion, credentials: anyCredentials, maxAttempts: 1 });
  return {
    client,
    seen,
    failNext: (times) => {
      failures = times;
    },
    stop: async () => {
      client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
