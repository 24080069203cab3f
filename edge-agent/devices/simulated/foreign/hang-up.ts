import { connect } from 'node:net';

/**
 * Says something and hangs up: before all of it is sent (`half`), or before it is answered. Resolves when the connection is closed.
 *
 * @param reached tells that the site has done it
 */
export async function sayAndHangUp(
  { url, token }: { readonly url: string; readonly token: string },
  path: string,
  body: object,
  how: 'half' | { readonly reached: () => boolean },
): Promise<void> {
  const { hostname, port } = new URL(url);
  const text = JSON.stringify(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
  ];
  const socket = connect({ host: hostname, port: Number(port) });
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => undefined);
  const sent = `${head.join('\r\n')}\r\n\r\n${how === 'half' ? text.slice(0, text.length / 2) : text}`;
  socket.pause();
  socket.write(sent, () => {
    if (how === 'half') socket.destroy();
    else hangUpOnce(how.reached, () => socket.destroy());
  });
  await closed;
}

function hangUpOnce(reached: () => boolean, hangUp: () => void): void {
  if (reached()) hangUp();
  else setImmediate(hangUpOnce, reached, hangUp);
}
