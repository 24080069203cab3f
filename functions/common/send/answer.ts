import type { ClientRequest, IncomingMessage } from 'node:http';

/** Collects the answer to a request. Throws when the connection fails, is cut off, or brings more than `maxBytes`. */
export async function answerOf(request: ClientRequest, maxBytes: number) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject); // stays on: a late error of a settled exchange must not end the process
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`the answer exceeds ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error('the answer was cut off');
  return { status: response.statusCode ?? 0, headers: singles(response.headers), body: Buffer.concat(chunks) };
}

function singles(headers: IncomingMessage['headers']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
