import { type AskedVocabulary, findMasterData, vocabularyType } from '#common/epcis/find-master-data.ts';
import { formOf } from '#common/epcis/media.ts';
import { notAsXml } from '#common/epcis/not-as-xml.ts';
import { fitsAnswer } from '#common/epcis/page-that-fits.ts';
import type { Answer, Endpoint, Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { badParameter, readQueryString } from '#common/query-string.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { vocabularyName } from '#common/store/vocabulary.ts';
import type { VocabularyElement } from '#shared/epcis/master-data.ts';
import {
  type MasterDataQuery,
  readMasterDataQuery,
  SIMPLE_MASTER_DATA_QUERY,
} from '#shared/epcis/query/master-data-query.ts';
import { xmlDocument } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';

const DEFAULT_LIMIT = 100;
const MOST = 1000;

interface Needs {
  readonly vocabulary: AskedVocabulary;
  readonly now: () => Date;
}

interface Page {
  readonly elements: readonly VocabularyElement[];
  readonly next?: string;
}

/**
 * Elements of one vocabulary by the parameters of SimpleMasterDataQuery, as JSON or as an EPCISMasterDataDocument in XML. A page looks at
 * `limit` elements, fewer when they are large, and tells those that match; by EQ_name, WD_name or maxElementCount the answer is whole.
 */
export const listElements =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { form, media } = formOf(request);
    const name = await knownName(needs.vocabulary, request);
    const parameters = readQueryString(request.queryString);
    const query = queryOf(parameters, name);
    const isWhole = [query.ids, query.within, query.maxElementCount].some((asked) => asked !== undefined);
    const paged = { request, url: request.url, parameters, tokenIn: 'after' } as const;
    const after = placeIn(paged);
    const told = (page: Page): Answer =>
      form === 'json' ? asJson(name, page, media) : asXml(name, page, media, parameters, needs.now());
    if (isWhole) return mustFit(told(await wholeOf(needs, request.tenant, query)));
    for (let limit = limitOf(parameters.get('limit')); ; limit = Math.ceil(limit / 2)) {
      const { elements, next } = await pageOf(needs.vocabulary, request.tenant, name, query, after, limit);
      const answer = told({ elements, ...(next !== undefined && { next: tokenOf(paged, next) }) });
      if (limit === 1 || fits(answer)) return mustFit(answer);
    }
  };

const fits = ({ body }: Answer): boolean => fitsAnswer(typeof body === 'string' ? body : JSON.stringify(body));

function mustFit(answer: Answer): Answer {
  if (fits(answer)) return answer;
  throw new Refused(
    refuse('too-many-results', 'the elements are more than one answer can hold', {
      rule: 'EPCIS 1.2 §8.2.7.2 SimpleMasterDataQuery',
      remedy: 'ask for fewer, by EQ_name, or for fewer attributes, by attributeNames',
    }),
  );
}

async function knownName(vocabulary: AskedVocabulary, { tenant, path }: Request): Promise<string> {
  const name = vocabularyName(path['vocabulary'] ?? '');
  if ((await vocabulary.vocabularies(tenant)).includes(name)) return name;
  throw new Refused(
    refuse('not-found', `no vocabulary ${name}`, {
      remedy: 'GET /api/vocabularies lists those that documents brought',
    }),
  );
}

/** What SOAP wants said is true here unless it is said. */
function queryOf(parameters: ReadonlyMap<string, string>, name: string): MasterDataQuery {
  if (parameters.has('vocabularyName'))
    throw badParameter('vocabularyName', 'stands in the path already', 'leave it out');
  const asked = [...parameters].filter(([parameter]) => parameter !== 'after' && parameter !== 'limit');
  const params = Object.fromEntries(
    asked.map(([parameter, value]) => [parameter, value.includes('|') ? value.split('|') : value]),
  );
  const implied = { includeAttributes: true, includeChildren: true, vocabularyName: [name] };
  return orRefuse(readMasterDataQuery({ queryName: SIMPLE_MASTER_DATA_QUERY, params: { ...implied, ...params } }));
}

async function wholeOf({ vocabulary, now }: Needs, tenant: string, query: MasterDataQuery): Promise<Page> {
  const [list] = await findMasterData(vocabulary, tenant, query, () => now().getTime());
  return { elements: list?.vocabularyElementList ?? [] };
}

async function pageOf(
  vocabulary: AskedVocabulary,
  tenant: string,
  name: string,
  query: MasterDataQuery,
  after: string | undefined,
  limit: number,
): Promise<Page> {
  const { elements, next } = await vocabulary.elements(tenant, name, after, limit);
  const found = elements.filter((element) => query.matches(element)).map((element) => query.told(element));
  return { elements: found, ...(next !== undefined && { next }) };
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badParameter('limit', `is ${text}, not a number from 1`);
  return Math.min(Number(text), MOST);
}

const asJson = (vocabulary: string, page: Page, media: string): Answer => ({
  status: 200,
  body: { vocabulary, type: vocabularyType(vocabulary), ...page },
  headers: { 'content-type': media },
});

/** A document has no place for what follows it: the next page is told beside it, by a link that keeps all parameters. */
function asXml(
  name: string,
  { elements, next }: Page,
  media: string,
  parameters: ReadonlyMap<string, string>,
  at: Date,
): Answer {
  const masterData = [{ type: vocabularyType(name), vocabularyElementList: elements }];
  const head = { form: 'EPCISMasterDataDocument', context: {}, creationDate: at.toISOString() } as const;
  const body = xmlDocument({ ...head, masterData, events: [] }, { version: '2.0' });
  if (isRefusal(body)) throw notAsXml('the vocabulary', body);
  return { status: 200, body, headers: { 'content-type': media, ...nextLink(parameters, next) } };
}

function nextLink(parameters: ReadonlyMap<string, string>, next: string | undefined): Record<string, string> {
  if (next === undefined) return {};
  const query = new URLSearchParams([...parameters].filter(([name]) => name !== 'after'));
  query.set('after', next);
  // A bare + stands for itself in queries here, and URLSearchParams writes blanks so.
  return { Link: `<?${String(query).replaceAll('+', '%20')}>; rel="next"` };
}
