import { mkdirSync, rmSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { auditPut } from '#common/store/audit.ts';
import { refuse } from '#shared/refusal.ts';
import type { FaultKind } from '../../infra/local/sandbox/faults.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type SftpWorld, startSftpWorld } from '../../test/kit/sftp-world.ts';
import { fetchFiles } from './fetch-files.ts';

let whole: World;
let world: SftpWorld;
beforeAll(async () => {
  whole = await startWorld();
});
beforeEach(async () => {
  world = await startSftpWorld(whole);
  await world.begin();
});
afterEach(() => world.stop());
afterAll(() => whole.stop());

const once = (on: string, fault: FaultKind) => world.partner.sandbox.turn([{ ...fault, on, from: 1, count: 1 }]);
const inbox = () => world.partner.names('in').filter((name) => name !== 'archive');
const archived = () => world.partner.names('in/archive');
/** Two looks: a file has to be seen the same twice. */
const lookTwice = async () => {
  await world.look();
  await world.look();
};
const bytesOf = async (key = '') => Buffer.from((await world.evidence.get(key)) ?? []).toString();

describe('a file that a partner puts down', () => {
  test('is kept to the byte, moved away, and read', async () => {
    world.partner.put('in/shipment.xml', '<epcis/>');
    await world.look();
    expect(await world.documents()).toEqual([]);
    await world.look();
    const [document, ...others] = await world.documents();
    expect(others).toEqual([]);
    expect(document).toMatchObject({
      way: 'sftp',
      partner: 'medico',
      fileName: 'shipment.xml',
      contentType: 'application/xml',
      state: 'received',
      bytes: 8,
    });
    expect(await bytesOf(document?.key)).toBe('<epcis/>');
    expect(world.read).toEqual([{ tenant: world.tenant, inbound: document?.documentId }]);
    expect(inbox()).toEqual([]);
    expect(archived()).toEqual([`${document?.documentId}-shipment.xml`]);
  });

  test('is another document when it comes again under its name, even in the same second', async () => {
    for (const text of ['{"a":1}', '{"a":2}']) {
      world.partner.put('in/a.json', text);
      utimesSync(join(world.partner.sandbox.root, 'in/a.json'), 1000, 1000);
      await lookTwice();
    }
    const texts = await Promise.all((await world.documents()).map(({ key }) => bytesOf(key)));
    expect(texts.sort()).toEqual(['{"a":1}', '{"a":2}']);
    expect(inbox()).toEqual([]);
  });

  test('that is still being written is left until it is whole', async () => {
    world.partner.put('in/a.xml', '<a>');
    await world.look();
    world.partner.put('in/a.xml', '<a></a>');
    await world.look();
    expect(await world.documents()).toEqual([]);
    await world.look();
    expect(await bytesOf((await world.documents())[0]?.key)).toBe('<a></a>');
  });

  test('that is too large is put where its sender finds it, and not taken', async () => {
    world.partner.put('in/huge.bin', '');
    truncateSync(join(world.partner.sandbox.root, 'in/huge.bin'), 50_000_001);
    await lookTwice();
    expect(await world.documents()).toEqual([]);
    expect(world.partner.names('in/archive/too-large')).toMatchObject([expect.stringMatching(/^\d+-huge\.bin$/)]);
  });

  test('may have a name as long as servers take', async () => {
    const name = `${'ä'.repeat(120)}.json`;
    world.partner.put(`in/${name}`, '{}');
    await lookTwice();
    expect(await world.documents()).toMatchObject([{ fileName: name }]);
    expect(archived()).toMatchObject([expect.stringMatching(/ä\.json$/)]);
  });
});

describe('whoever dies, and whatever breaks', () => {
  test('between keeping a file and moving it, the file is one document, and is moved', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await world.look();
    once('rename', { kind: 'refuse' });
    await world.look();
    expect(await world.documents()).toHaveLength(1);
    expect(inbox()).toEqual(['a.xml']);
    await world.look({}, 700);
    await world.look({}, 700);
    expect(await world.documents()).toHaveLength(1);
    expect(inbox()).toEqual([]);
    expect(world.read).toHaveLength(1);
  });

  test('behind the move, its answer lost, nothing is taken twice', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await world.look();
    once('rename', { kind: 'no-answer' });
    await world.look();
    await world.look({}, 700);
    expect(await world.documents()).toHaveLength(1);
    expect(archived()).toHaveLength(1);
  });

  test('at any write, every file is one document in the end', async () => {
    for (const name of ['a.xml', 'b.xml', 'c.xml']) world.partner.put(`in/${name}`, `<${name}/>`);
    const died = new Set<string>();
    const dying = brokenClient({ endpoint: world.at.tables }, (command, input) => {
      const { Key, TransactItems, UpdateExpression } = Object(input);
      const { pk, sk } = Object(TransactItems?.[1]?.Put?.Item);
      const what = `${command} ${JSON.stringify(Key ?? [pk, sk])} ${UpdateExpression}`;
      if (!/Put|Update|Write/.test(command) || died.has(what)) return false;
      died.add(what);
      return true;
    });
    const broken = world.needsOn(dying);
    // What a dead function leaves is taken up when its lease has run out.
    for (let look = 0; look < 25; look++) await world.look(broken, 1000).catch(() => undefined);
    expect(died.size).toBeGreaterThan(4);
    const names = (await world.documents()).map(({ fileName }) => fileName);
    expect(names.sort()).toEqual(['a.xml', 'b.xml', 'c.xml']);
    expect(inbox()).toEqual([]);
    expect(archived()).toHaveLength(3);
  });

  test('a doubled wake-up looks once', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await world.look();
    world.forward(70_000);
    const run = fetchFiles(world.needs);
    const message = { tenant: world.tenant, partner: 'medico' };
    await Promise.all([run(message), run(message), run(message)]);
    expect(await world.documents()).toHaveLength(1);
    expect(world.woken).toHaveLength(2);
  });

  test('a file that may not be read keeps no other from being taken, and is tried again in an hour', async () => {
    world.partner.put('in/a.xml', '<a/>');
    world.partner.put('in/b.xml', '<b/>');
    utimesSync(join(world.partner.sandbox.root, 'in/a.xml'), 1000, 1000);
    await world.look();
    once('open', { kind: 'status', status: 403 });
    await world.look();
    expect(await world.documents()).toMatchObject([{ fileName: 'b.xml' }]);
    await world.look();
    expect(inbox()).toEqual(['a.xml']);
    await world.look({}, 3600);
    expect(inbox()).toEqual([]);
  });

  test('a file with which the connection breaks off lets the others go before it', async () => {
    world.partner.put('in/a.xml', '<a/>');
    world.partner.put('in/b.xml', '<b/>');
    utimesSync(join(world.partner.sandbox.root, 'in/a.xml'), 1000, 1000);
    await world.look();
    once('read', { kind: 'truncate' });
    await world.look();
    expect(await world.documents()).toEqual([]);
    await world.look();
    expect(await world.documents()).toMatchObject([{ fileName: 'b.xml' }]);
    await world.look({}, 700);
    expect(await world.documents()).toHaveLength(2);
  });
});

describe('a server that is out of reach', () => {
  test('is left alone for longer and longer, and looked at as before when it is there again', async () => {
    world.partner.sandbox.turn([{ kind: 'refuse', on: 'hello', from: 1, count: 3 }]);
    for (let look = 0; look < 3; look++) await world.look({}, 3600);
    const waits = world.woken.map(({ delay }) => delay);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
    world.partner.put('in/a.xml', '<a/>');
    await world.look({}, 3600);
    await world.look();
    expect(await world.documents()).toHaveLength(1);
    expect(world.woken.at(-1)?.delay).toBeLessThan(70);
  });

  test('for a day rings, and no sooner', async () => {
    const said = vi.spyOn(process.stdout, 'write');
    const codes = () => said.mock.calls.map(([line]) => JSON.parse(String(line)).code);
    world.partner.sandbox.turn([{ kind: 'refuse', on: 'hello', rate: 1 }]);
    for (let hour = 0; hour < 24; hour++) await world.look({}, 3600);
    expect(codes()).not.toContain('sftp-fetch-down');
    await world.look({}, 3600);
    expect(codes()).toContain('sftp-fetch-down');
    said.mockRestore();
  });

  test('with another host key gives us no file, and gets none of our keys', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await world.look();
    world.partner.sandbox.turn([{ kind: 'wrong-id', on: 'hello', from: 1, count: 3 }]);
    await world.look();
    expect(await world.documents()).toEqual([]);
  });

  test('of a partner that is not asked for files any more is not looked at again', async () => {
    await world.inForce({ in: undefined });
    world.partner.put('in/a.xml', '<a/>');
    await world.look();
    await world.look();
    expect(world.woken).toEqual([]);
    expect(inbox()).toEqual(['a.xml']);
    expect(await world.needs.fetches.running(world.tenant)).toEqual(new Map());
    expect(await world.begin()).toBe('begun');
  });
});

describe('the server of a partner whose partnership is suspended', () => {
  test('is left alone, and what lies there is taken once the partnership goes on', async () => {
    world.partner.put('in/a.xml', '<a/>');
    const may = async () => refuse('not-permitted', 'suspended');
    await world.look({ may });
    await world.look({ may }, 1000);
    expect([inbox(), await world.documents()]).toEqual([['a.xml'], []]);
    expect(world.woken.at(-1)).toEqual({ message: { tenant: world.tenant, partner: 'medico' }, delay: 900 });
    await world.look({}, 1000);
    await world.look();
    expect(await world.documents()).toMatchObject([{ fileName: 'a.xml', state: 'received' }]);
  });
});

describe('what became of a file', () => {
  const settle = async (
    state: 'accepted' | 'refused',
    problems: { rule: string; detail: string; remedy?: string }[] = [],
  ) => {
    const open = (await world.documents()).find((one) => one.state === 'received');
    const claim = open && (await world.inbound.claim(world.tenant, open.documentId, world.needs.now()));
    if (claim === undefined) throw new Error('nothing is to be read');
    await world.inbound.settle(claim, { state, problems, settledAt: world.needs.now().toISOString() });
  };
  const result = (name: string) => JSON.parse(world.partner.text(`results/${name}`));

  test('is put into the folder of results once it is known, once', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await lookTwice();
    expect(world.partner.names('results')).toEqual([]);
    await settle('refused', [{ rule: 'EPCIS 2.0 §7', detail: 'no events', remedy: 'send some' }]);
    await world.look();
    expect(world.partner.names('results')).toEqual(['a.xml.result.json']);
    expect(result('a.xml.result.json')).toMatchObject({
      document: 'a.xml',
      state: 'rejected',
      errors: [{ detail: 'no events; rule: EPCIS 2.0 §7; remedy: send some' }],
    });
    rmSync(join(world.partner.sandbox.root, 'results/a.xml.result.json'));
    await world.look();
    expect(world.partner.names('results')).toEqual([]);
    expect((await world.documents())[0]?.answered?.by).toBe('results/a.xml.result.json');
  });

  test('is told of each file of one name, and of a double as of the first', async () => {
    for (const [n, text] of ['<a/>', '<b/>', '<a/>'].entries()) {
      world.partner.put('in/a.xml', text);
      utimesSync(join(world.partner.sandbox.root, 'in/a.xml'), 1000 + n, 1000 + n);
      await lookTwice();
      if (!(await world.documents()).some(({ state }) => state === 'received')) continue;
      await settle('accepted');
    }
    await world.look();
    const names = world.partner.names('results');
    expect(names).toHaveLength(3);
    const told = names.map(result);
    expect(told.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(new Set(told.map(({ documentId }) => documentId)).size).toBe(3);
    expect(told.filter(({ duplicateOf }) => duplicateOf !== undefined)).toHaveLength(1);
  });

  test('is told to nobody, and remembered for nobody, where no folder is agreed for it', async () => {
    const { results: _, ...settings } = world.partner.settings;
    await world.inForce({ ...settings, results: undefined });
    await world.begin({ results: undefined });
    world.partner.put('in/a.xml', '<a/>');
    await lookTwice();
    await settle('accepted');
    await world.look();
    expect(world.partner.names('results')).toEqual([]);
    for await (const left of world.inbound.unanswered(world.tenant, 'medico')) expect(left).toBeUndefined();
  });

  test('is told after whoever wrote it died before noting it, and not twice', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await lookTwice();
    await settle('accepted');
    const inbound = { ...world.inbound, markAnswered: () => Promise.reject(new Error('died')) };
    await world.look({ inbound });
    await world.look({}, 3600);
    expect(world.partner.names('results')).toEqual(['a.xml.result.json']);
    for await (const left of world.inbound.unanswered(world.tenant, 'medico')) expect(left).toBeUndefined();
  });

  test('that a person had read again is told anew, beside what was told before', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await lookTwice();
    await settle('refused', [{ rule: 'R1', detail: 'no such product' }]);
    await world.look();
    const [document] = await world.documents();
    if (document === undefined) throw new Error('nothing came');
    const at = world.needs.now();
    const entry = {
      at: at.toISOString(),
      by: 'ada',
      home: world.tenant,
      act: 'inbound-read-again' as const,
      subject: document.documentId,
    };
    const audit = auditPut(tables.registry, world.tenant, entry);
    await world.inbound.readAgain(document, at, audit);
    await settle('accepted');
    await world.look();
    const names = world.partner.names('results');
    expect(names.map((name) => result(name).state).sort()).toEqual(['accepted', 'rejected']);
    expect(names).toContain(`${document.documentId}.2-a.xml.result.json`);
  });

  test('keeps no other from being told when a file is in its way', async () => {
    for (const name of ['a.xml', 'b.xml']) {
      world.partner.put(`in/${name}`, `<${name}/>`);
      await lookTwice();
      await settle('accepted');
    }
    const first = (await world.documents()).find(({ fileName }) => fileName === 'a.xml');
    for (const name of ['a.xml.result.json', `${first?.documentId}-a.xml.result.json`])
      world.partner.put(`results/${name}`, 'of somebody else');
    await world.look();
    expect(result('b.xml.result.json')).toMatchObject({ document: 'b.xml', state: 'accepted' });
  });

  test('keeps no other from being told, however many are before it that cannot be', async () => {
    const keep = async (fileName: string) => {
      const at = world.needs.now();
      const sent = { tenant: world.tenant, partner: 'medico', way: 'sftp', senderId: fileName, fileName } as const;
      const body = new Uint8Array(Buffer.from(fileName));
      const { documentId } = await world.needs.keep({ ...sent, contentType: 'text/xml', body, at, toldByFile: true });
      await settle('accepted');
      return documentId;
    };
    for (let i = 0; i < 60; i++) {
      const documentId = await keep(`a${i}`);
      for (const name of [`a${i}`, `${documentId}-a${i}`])
        world.partner.put(`results/${name}.result.json`, 'of somebody else');
    }
    await keep('good');
    await world.look();
    expect(result('good.result.json')).toMatchObject({ state: 'accepted' });
  });

  test('is told by the document’s own id where the server does not take its name', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await lookTwice();
    await settle('accepted');
    once('rename', { kind: 'status', status: 403 });
    await world.look();
    const [document] = await world.documents();
    expect(world.partner.names('results')).toContain(`${document?.documentId}.result.json`);
  });

  test('keeps no file from being taken when it cannot be told', async () => {
    world.partner.put('in/a.xml', '<a/>');
    await lookTwice();
    await settle('accepted');
    rmSync(join(world.partner.sandbox.root, 'results'), { recursive: true });
    world.partner.put('in/b.xml', '<b/>');
    await world.look();
    await world.look({}, 3600);
    expect(inbox()).toEqual([]);
    mkdirSync(join(world.partner.sandbox.root, 'results'));
    await world.look({}, 3600);
    expect(world.partner.names('results')).toEqual(['a.xml.result.json']);
  });
});
