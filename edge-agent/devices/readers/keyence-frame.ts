const STX = '\x02';
const ETX = '\x03';
const ESC = '\x1b';
const LONGEST = 65_536;

/** How an SR reader is set to frame what it sends: ended by CR, or between STX and ETX. It answers as it was asked. */
export type SrFraming = 'cr' | 'stx';

/** Frames a command. ESC comes first: it empties the reader's receive buffer of whatever a broken connection left there. */
export const writeSrCommand = (command: string, framing: SrFraming): string =>
  framing === 'cr' ? `${ESC}${command}\r` : `${ESC}${STX}${command}${ETX}`;

/** Cuts a stream that arrives in any pieces into messages. An endless one is dropped at 64 kB. */
export function srReader(framing: SrFraming): (chunk: string) => string[] {
  const end = framing === 'cr' ? '\r' : ETX;
  let kept = '';
  return (chunk) => {
    const parts = (kept + chunk).split(end);
    kept = parts.pop() ?? '';
    if (kept.length > LONGEST) kept = '';
    return parts.flatMap((part) => {
      // What stands before STX belongs to no message. Where CR LF ends results, LF stands before the next one.
      if (framing === 'cr') return [part.startsWith('\n') ? part.slice(1) : part];
      const start = part.lastIndexOf(STX);
      return start < 0 ? [] : [part.slice(start + 1)];
    });
  };
}

/** What a message says. A result is never taken for an answer: the agreed format begins with a digit. */
export type SrMessage =
  | { readonly kind: 'ok'; readonly command: string; readonly values: readonly string[] }
  | { readonly kind: 'error'; readonly command: string; readonly code: string }
  | { readonly kind: 'result'; readonly text: string };

export function readSrMessage(text: string): SrMessage {
  const [word, command = '', ...values] = text.split(',');
  if (word === 'OK') return { kind: 'ok', command, values };
  if (word === 'ER') return { kind: 'error', command, code: values.join(',') };
  return { kind: 'result', text };
}

/** What is behind the codes of `ER`. */
const errors: Readonly<Record<string, string>> = {
  '00': 'it does not know the command',
  '01': 'the command has a wrong number of parameters',
  '02': 'the first parameter is out of range',
  '03': 'the second parameter is out of range',
  '12': 'it has no such file',
  '20': 'not possible in its present state',
  '21': 'its buffer is full',
  '22': 'loading or saving failed',
  '99': 'the reader is faulty',
};

export const srError = (code: string): string => errors[code] ?? `error ${code}`;
