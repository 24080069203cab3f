import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parameterFamilies } from '#shared/epcis/query/parameter-table.ts';
import { startDynoxide } from '../../../kit/dynoxide.ts';
import { type EpcisServer, epcisServer } from '../../../kit/epcis-server.ts';
import { type Product, startProduct } from '../../../kit/product.ts';
import { openProxy } from '../../../kit/tcp-proxy.ts';
import { temporaryFolder } from '../../../kit/temporary-folder.ts';
import { hasCorpus } from '../corpus.ts';
import { corpusCaptures } from './corpus-captures.ts';
import { publishedAnswers } from './published-answers.ts';
import { headers, problems, resources, soapExceptions } from './standard-surface.ts';
import { themes } from './suites.ts';

const folder = temporaryFolder();
let engine: Awaited<ReturnType<typeof startDynoxide>>;
let product: Product;
let server: EpcisServer;
/** The product's way to its tables, which the last case takes away. */
let way: Awaited<ReturnType<typeof openProxy>>;
let lost: Promise<void> | undefined;
const loseTables = (): Promise<void> => {
  lost ??= way.close();
  return lost;
};

beforeAll(async () => {
  engine = await startDynoxide();
  way = await openProxy(Number(new URL(engine.endpoint).port));
  product = await startProduct(folder.path, ['--no-line'], { DYNAMODB_ENDPOINT: `http://127.0.0.1:${way.port}` });
  server = epcisServer(product, { loseTables });
});
afterAll(async () => {
  await product?.kill('SIGTERM');
  if (way !== undefined) await loseTables();
  await engine?.stop();
  folder.remove();
});

describe.skipIf(!hasCorpus)('published documents', () => {
  test.each(corpusCaptures())('$file is captured and queried back equal', ({ run }) => run(server));
});

describe.skipIf(!hasCorpus)('an answer is as GS1 publishes its schema', () => {
  test.each(publishedAnswers)('$schema', ({ run }) => run(server));
});

describe.each(themes)('$name', ({ cases }) => {
  test.each(cases)('$id', ({ run }) => run(server));
});

describe('there is a case for every', () => {
  const ids = themes.flatMap(({ cases }) => cases.map(({ id }) => id));
  const has = (name: string) => ids.some((id) => id === name || id.startsWith(`${name},`) || id.startsWith(`${name} `));
  const missing = (names: readonly string[]) => names.filter((name) => !has(name));

  test('parameter', () => expect(missing(parameterFamilies.map(({ name }) => name))).toEqual([]));
  test('header', () => expect(missing(headers)).toEqual([]));
  test('problem, with its status', () => {
    const seen = new Set(themes.flatMap(({ cases }) => cases.map(({ problem }) => problem)));
    expect(problems.filter((problem) => !seen.has(problem))).toEqual([]);
  });
  test('exception of SOAP', () => expect(missing(soapExceptions.map((name) => `${name}, in SOAP`))).toEqual([]));
  test('verb of every resource', () => {
    const verbs = Object.entries(resources).flatMap(([path, some]) => some.map((verb) => `${verb} ${path}`));
    expect(missing(verbs)).toEqual([]);
  });
  test('one its own name', () => expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]));
});
