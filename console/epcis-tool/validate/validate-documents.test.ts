import { afterAll, describe, expect, test } from 'vitest';
import { jsonSample, sampleEvents, xmlSample } from '../../../test/kit/epcis-samples.ts';
import { documentFolder, epcisTool, epcisToolHere } from '../../../test/kit/epcis-tool.ts';

const folder = documentFolder();
afterAll(folder.remove);

const [commissioning, packing, shipping] = sampleEvents;
const good = folder.write('good.json', jsonSample());
const late = { ...packing, eventTime: 'yesterday' };
const misspelt = { ...shipping, epcList: ['urn:epc:id:sscc:9521321.123'] };

const reports = async (args: readonly string[], text?: string) => {
  const files = text === undefined ? [] : [folder.write('document', text)];
  const run = await epcisToolHere('validate', '--json', ...args, ...files);
  return { code: run.code, reports: run.lines.map((line) => JSON.parse(line)) };
};

describe('a sound document', () => {
  test('is valid, in every form', async () => {
    const xml = folder.write('good.xml', xmlSample('2.0'));
    const old = folder.write('good-1.2.xml', xmlSample('1.2'));
    const { code, lines, err } = await epcisTool(['validate', good, xml, old]);
    expect(err).toBe('');
    expect(lines).toEqual([
      `${good}: valid, 3 events`,
      `${xml}: valid, 3 events`,
      `${old}: valid, 3 events`,
      '3 documents, 0 invalid',
    ]);
    expect(code).toBe(0);
  });

  test('says so to a program', async () => {
    const {
      code,
      reports: [report],
    } = await reports([good]);
    expect(code).toBe(0);
    expect(report).toEqual({ file: good, valid: true, events: 3, errors: 0, warnings: 0, problems: [] });
  });
});

describe('what is wrong', () => {
  const bad = folder.write('bad.json', jsonSample([commissioning, late, misspelt]));

  test('is told like a compiler does: all of it, with a summary', async () => {
    const { code, lines, err } = await epcisTool(['validate', bad]);
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(lines[0]).toMatch(/bad\.json:\d+:\d+: error: "yesterday" is not .* \[EPCIS 2\.0 [^\]]+\]/);
    expect(lines.some((line) => /bad\.json:\d+:\d+: error: .*10 digits/.test(line))).toBe(true);
    expect(lines.at(-1)).toMatch(/bad\.json: invalid, 3 events, \d+ errors?/);
  });

  test('is told to a program with path, line, rule, message, tier and event', async () => {
    const {
      code,
      reports: [report],
    } = await reports([bad]);
    expect(code).toBe(1);
    expect(report).toMatchObject({ file: bad, valid: false, events: 3 });
    expect(report.problems[0]).toMatchObject({
      event: 1,
      path: '/epcisBody/eventList/1/eventTime',
      line: expect.any(Number),
      column: expect.any(Number),
      rule: expect.any(String),
      message: expect.stringContaining('yesterday'),
      severity: 'error',
      tier: 'shape',
    });
    expect(report.problems.find(({ event }: { event: number }) => event === 2)).toMatchObject({
      path: expect.stringMatching(/^\/epcisBody\/eventList\/2\/epcList\/0/),
      tier: 'vocabulary',
    });
  });

  test('stands at the line where the value stands, also when it came through a pipe', async () => {
    const text = jsonSample([commissioning, late]);
    const line = text.split('\n').findIndex((one) => one.includes('yesterday')) + 1;
    const column = (text.split('\n')[line - 1] ?? '').indexOf('"yesterday"') + 1;
    const {
      reports: [report],
    } = await reports([], text);
    expect(report).toMatchObject({ problems: [{ line, column }] });
    const piped = await epcisTool(['validate', '--json'], { stdin: text });
    expect(JSON.parse(piped.out)).toMatchObject({ file: '-', problems: [{ line, column }] });
  });

  test('in XML stands at line, column and path', async () => {
    const events = [
      '<ObjectEvent><eventTime>2026-03-01T08:30:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcList/><action>GROW</action></ObjectEvent>',
    ];
    const {
      code,
      reports: [report],
    } = await reports([], xmlSample('2.0', events));
    expect(code).toBe(1);
    expect(report.problems[0]).toMatchObject({
      line: 3,
      column: expect.any(Number),
      path: expect.stringContaining('/ObjectEvent[1]/action'),
      message: expect.stringContaining('GROW'),
    });
  });

  test('of the second tier stands at the event and its element in XML', async () => {
    const events = [
      '<ObjectEvent><eventTime>2026-03-01T08:30:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcList><epc>urn:epc:id:sscc:9521321.123</epc></epcList><action>OBSERVE</action></ObjectEvent>',
    ];
    const {
      reports: [report],
    } = await reports(['--tiers', 'vocabulary'], xmlSample('2.0', events));
    expect(report.problems[0]).toMatchObject({
      line: 3,
      path: expect.stringMatching(/\/ObjectEvent\[1\]\/epcList\/epc\[1\]$/),
    });
  });

  test('is counted beyond the number that is told', async () => {
    const many = folder.write('many.json', jsonSample(Array.from({ length: 30 }, () => late)));
    const { lines } = await epcisToolHere('validate', '--max-problems', '3', many);
    expect(lines).toHaveLength(5);
    expect(lines[3]).toContain('27 more problems');
    expect(lines[4]).toContain('30 errors');
    const {
      reports: [report],
    } = await reports(['--max-problems', '3', many]);
    expect(report).toMatchObject({ errors: 30, more: 27, problems: [{}, {}, {}] });
  });

  test('in a quiet file list is told beside the sound ones', async () => {
    const { code, reports: all } = await reports([good, bad, folder.in('missing.json')]);
    expect(code).toBe(2);
    expect(all.map(({ file, valid }) => [file, valid])).toEqual([
      [good, true],
      [bad, false],
      [folder.in('missing.json'), false],
    ]);
    expect(all[2].problems[0].message).toContain('no such file');
  });
});

describe('tiers', () => {
  const faulty = folder.write('faulty.json', jsonSample([misspelt]));

  test('are asked for one by one', async () => {
    expect((await reports(['--tiers', 'shape', faulty])).reports[0]).toMatchObject({ valid: true });
    expect((await reports(['--tiers', 'vocabulary', faulty])).reports[0]).toMatchObject({ valid: false });
    expect((await reports(['--tiers', 'shape, business', faulty])).reports[0].problems).not.toContainEqual(
      expect.objectContaining({ tier: 'vocabulary' }),
    );
  });

  test('shape holds XML to the order of its schema', async () => {
    const disorder =
      '<ObjectEvent><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><eventTime>2026-03-01T08:30:00Z</eventTime><epcList/><action>OBSERVE</action></ObjectEvent>';
    const file = folder.write('disorder.xml', xmlSample('2.0', [disorder]));
    expect((await reports(['--tiers', 'shape', file])).reports[0]).toMatchObject({ valid: false });
    expect((await reports(['--tiers', 'vocabulary', file])).reports[0]).toMatchObject({ valid: true });
  });

  test('a profile adds the rules of DSCSA', async () => {
    const without = (await reports([good])).reports[0];
    const {
      reports: [report],
    } = await reports(['--profile', 'dscsa-1.3', good]);
    expect(without.problems).toEqual([]);
    expect(report.problems.map(({ tier }: { tier: string }) => tier)).toContain('dscsa');
  });

  test('warnings make a document invalid only when asked to', async () => {
    const swapped = folder.write('swapped.json', jsonSample([shipping, commissioning]));
    const lenient = await reports([swapped]);
    expect(lenient).toMatchObject({ code: 0, reports: [{ valid: true, errors: 0 }] });
    expect(lenient.reports[0].warnings).toBeGreaterThan(0);
    expect(await reports(['--strict', swapped])).toMatchObject({ code: 1, reports: [{ valid: false, errors: 0 }] });
  });
});
