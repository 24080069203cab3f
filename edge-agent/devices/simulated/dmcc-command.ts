import { dmccStatus } from '../readers/dmcc-frame.ts';

/** What the reader sends back, undefined for nothing, and whether this connection is in extended mode from now on. */
export interface DmccReply {
  readonly text: string | undefined;
  readonly extended: boolean;
}

interface Answer {
  readonly status: number;
  readonly data: string;
  readonly extended?: boolean;
}

const readings: Record<string, string> = {
  'DEVICE.TYPE': 'DM374',
  'DEVICE.NAME': 'simulated',
  'SYMBOL.DATAMATRIX': 'ON',
};

function obey(command: string, extended: boolean): Answer {
  const [verb = '', name = '', value = ''] = command.trim().toUpperCase().split(/\s+/);
  const answer = (status: number, data = '') => ({ status, data });
  if (verb === 'SET' && name === 'COM.DMCC-RESPONSE') {
    return value === '0' || value === '1'
      ? { ...answer(dmccStatus.ok), extended: value === '1' }
      : answer(dmccStatus.invalidParameter);
  }
  // The trigger of this reader is a wire; it does not take pictures of its own accord.
  if (verb === 'TRIGGER') return answer(dmccStatus.wrongState);
  if (verb !== 'GET') return answer(dmccStatus.unidentified);
  if (name === 'COM.DMCC-RESPONSE') return answer(dmccStatus.ok, extended ? '1' : '0');
  const reading = readings[name];
  return reading === undefined ? answer(dmccStatus.invalidCommand) : answer(dmccStatus.ok, reading);
}

const xorOf = (text: string) => [...Buffer.from(text, 'latin1')].reduce((sum, byte) => sum ^ byte, 0);

/**
 * Answers one command line (without CR LF), `||checksum:id>command`. With checksum 1 the last byte is the XOR of the others.
 * In silent mode a SET is answered with nothing, a mistake with nothing, and a GET with bare text.
 */
export function answerDmcc(line: string, extended: boolean): DmccReply {
  const parts = /^\|\|(\d*)(?::(\d*))?>([\s\S]*)$/.exec(line);
  if (parts === null) return { text: undefined, extended };
  const [, checksum = '', id = '', body = ''] = parts;
  const checked = checksum === '1';
  const holds = !checked || xorOf(line.slice(0, -1)) === line.charCodeAt(line.length - 1);
  const answer: Answer = holds
    ? obey(checked ? body.slice(0, -1) : body, extended)
    : { status: dmccStatus.wrongChecksum, data: '' };
  const after = answer.extended ?? extended;
  if (after) {
    const header = `||${checksum}${id === '' ? '' : `:${id}`}[${answer.status}]${answer.data}`;
    return { text: `${header}${checked ? String.fromCharCode(xorOf(header)) : ''}\r\n`, extended: after };
  }
  const bare = answer.status === dmccStatus.ok && answer.data !== '';
  return { text: bare ? `${answer.data}\r\n` : undefined, extended: after };
}
