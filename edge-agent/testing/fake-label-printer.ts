import { createServer } from 'node:net';

/** What a ZPL printer that is well answers to `~HS`. */
const hostStatus = ['030,0,0,1245,000,0,0,0,000,0,0,0', '000,0,0,0,1,4,0,0,00000000,1,000', '1234,0']
  .map((frame) => `\u0002${frame}\u0003\r\n`)
  .join('');

/** A label printer on a real socket that keeps what it is sent. */
export async function fakeLabelPrinter(port: number) {
  let text = '';
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      text += data.toString();
      if (data.includes('~HS')) socket.write(hostStatus);
    });
    // Whoever is killed while it is connected resets the connection.
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { printed: () => text, close: () => server.close() };
}
