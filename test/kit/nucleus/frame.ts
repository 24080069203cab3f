import { crc32 } from 'node:zlib';

/** Message types of `application/vnd.amazon.eventstream` as Greengrass IPC uses them. */
export const kinds = {
  application: 0,
  applicationError: 1,
  ping: 2,
  pong: 3,
  connect: 4,
  connectAck: 5,
  protocolError: 6,
  internalError: 7,
} as const;
export const flags = { none: 0, connectionAccepted: 1, terminateStream: 2 } as const;

export type HeaderValue = string | number;
export interface Frame {
  readonly headers: Readonly<Record<string, HeaderValue>>;
  readonly payload: Buffer;
}

const PRELUDE = 12;
const CRC = 4;
/** What the runtime refuses beyond (`aws-c-event-stream`: 16 MiB a message). */
const MOST_BYTES = 16 * 1024 * 1024;

/** Bytes that are no frame; the message says why. */
export class FrameFault extends Error {}

/** A frame as it goes over the wire: lengths, their checksum, headers, payload, checksum of all before. */
export function writeFrame({ headers, payload }: Frame): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => writeHeader(name, value)));
  const total = PRELUDE + head.length + payload.length + CRC;
  const frame = Buffer.alloc(total);
  frame.writeUInt32BE(total, 0);
  frame.writeUInt32BE(head.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  head.copy(frame, PRELUDE);
  payload.copy(frame, PRELUDE + head.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, total - CRC)), total - CRC);
  return frame;
}

function writeHeader(name: string, value: HeaderValue): Buffer {
  const label = Buffer.from(name);
  const head = Buffer.concat([Buffer.from([label.length]), label]);
  if (typeof value === 'number') {
    const number = Buffer.alloc(5);
    number.writeUInt8(4, 0);
    number.writeInt32BE(value, 1);
    return Buffer.concat([head, number]);
  }
  const text = Buffer.from(value);
  const length = Buffer.alloc(3);
  length.writeUInt8(7, 0);
  length.writeUInt16BE(text.length, 1);
  return Buffer.concat([head, length, text]);
}

/** Takes bytes as they come and gives the frames that are whole. Throws `FrameFault` when a checksum or a length is wrong. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  read(chunk: Uint8Array): Frame[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | undefined {
    const bytes = this.#rest;
    if (bytes.length < PRELUDE) return undefined;
    const [total, head] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4)];
    if (bytes.readUInt32BE(8) !== crc32(bytes.subarray(0, 8))) throw new FrameFault('checksum of the lengths');
    if (total > MOST_BYTES || head > total - PRELUDE - CRC) throw new FrameFault('lengths');
    if (bytes.length < total) return undefined;
    const frame = bytes.subarray(0, total);
    if (frame.readUInt32BE(total - CRC) !== crc32(frame.subarray(0, total - CRC)))
      throw new FrameFault('checksum of the frame');
    this.#rest = bytes.subarray(total);
    return {
      headers: readHeaders(frame.subarray(PRELUDE, PRELUDE + head)),
      payload: Buffer.from(frame.subarray(PRELUDE + head, total - CRC)),
    };
  }
}

function readHeaders(bytes: Buffer): Record<string, HeaderValue> {
  const headers: Record<string, HeaderValue> = {};
  let at = 0;
  const take = (count: number) => {
    at += count;
    if (at > bytes.length) throw new FrameFault('headers end early');
    return bytes.subarray(at - count, at);
  };
  while (at < bytes.length) {
    const name = take(take(1).readUInt8()).toString();
    const type = take(1).readUInt8();
    if (type === 0 || type === 1) headers[name] = type === 0 ? 1 : 0;
    else if (type === 4) headers[name] = take(4).readInt32BE();
    else if (type === 7) headers[name] = take(take(2).readUInt16BE()).toString();
    else throw new FrameFault(`header ${name} is of type ${type}`);
  }
  return headers;
}
