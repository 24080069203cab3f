import { describe, expect, test } from 'vitest';
import { answerDmcc } from './dmcc-command.ts';

const xor = (text: string) => String.fromCharCode([...text].reduce((sum, one) => sum ^ one.charCodeAt(0), 0));

describe('a silent reader', () => {
  test.each(['||>SET SYMBOL.DATAMATRIX ON', '||>NONSENSE', '||>GET NOTHING.SUCH', 'noise', '||>TRIGGER ON'])(
    'answers %j with nothing',
    (line) => {
      expect(answerDmcc(line, false)).toEqual({ text: undefined, extended: false });
    },
  );

  test('answers a GET with bare text', () => {
    expect(answerDmcc('||>GET DEVICE.NAME', false).text).toBe('simulated\r\n');
  });

  test('answers from the command on that makes it talk', () => {
    expect(answerDmcc('||0:1>set com.dmcc-response 1', false)).toEqual({ text: '||0:1[0]\r\n', extended: true });
  });
});

describe('a talking reader', () => {
  test.each([
    ['||0:8>GET SYMBOL.DATAMATRIX', '||0:8[0]ON\r\n'],
    ['||>GET COM.DMCC-RESPONSE', '||[0]1\r\n'],
    ['||0:9>NONSENSE', '||0:9[100]\r\n'],
    ['||0:9>GET NOTHING.SUCH', '||0:9[101]\r\n'],
    ['||0:9>SET COM.DMCC-RESPONSE 7', '||0:9[102]\r\n'],
    ['||0:9>TRIGGER ON', '||0:9[104]\r\n'],
  ])('answers %j with its status', (line, text) => {
    expect(answerDmcc(line, true).text).toBe(text);
  });

  test('checks a checksum and sends one', () => {
    const line = '||1:2>GET SYMBOL.DATAMATRIX';
    const header = '||1:2[0]ON';
    expect(answerDmcc(line + xor(line), true).text).toBe(`${header}${xor(header)}\r\n`);
    expect(answerDmcc(`${line}?`, true).text).toContain('[103]');
  });

  test('falls silent when told to', () => {
    expect(answerDmcc('||0:1>SET COM.DMCC-RESPONSE 0', true)).toEqual({ text: undefined, extended: false });
  });
});
