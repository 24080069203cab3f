import { problemXml } from '#shared/epcis/xml/write-problem.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { versionHeaders, type WithHeaders } from '../epcis-headers.ts';
import { problem } from '../problem.ts';
import { preferred } from './accept.ts';
import { limitHeaders } from './capture-limits.ts';

const json = ['application/problem+json', 'application/json', 'application/ld+json'] as const;
const xml = ['application/problem+xml', 'application/xml', 'text/xml'] as const;

/**
 * A refusal on an EPCIS route: a problem document in XML where the caller would rather have that, in JSON otherwise, also when neither was
 * asked for (EPCIS 2.0, REST binding, errors). One of size carries the limits of capture.
 */
export const refusalAnswer = (refusal: Refusal, asked: Asked) =>
  problemAnswer(problem(refusal, true, asked.url), asked, refusal.refused === 'too-large' ? limitHeaders : {});

/** A fault on an EPCIS route, of whose inside the caller learns nothing (EPCIS 2.0, REST binding, ImplementationException). */
export const faultAnswer = (asked: Asked) =>
  problemAnswer(
    {
      type: 'epcisException:ImplementationException',
      title: 'The server failed',
      status: 500,
      detail: 'the request could not be answered, and somebody has been told',
      instance: asked.url,
      remedy: 'ask again later: capturing or making the same again does it once',
    },
    asked,
  );

interface Asked extends WithHeaders {
  readonly url: string;
}

function problemAnswer(told: ReturnType<typeof problem>, { headers }: Asked, extra: Record<string, string> = {}) {
  const { status } = told;
  const more = { ...versionHeaders, ...extra };
  const media = preferred(headers['accept'], [...json, ...xml]);
  const body = media?.endsWith('xml') === true ? problemXml({ ...told }) : undefined;
  if (body === undefined || isRefusal(body))
    return { status, body: told, headers: { 'content-type': 'application/problem+json', ...more } };
  return { status, body, headers: { 'content-type': 'application/problem+xml', ...more } };
}
