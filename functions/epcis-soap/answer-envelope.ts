import { fitsAnswer } from '#common/epcis/page-that-fits.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { planTeller } from '#common/query/explain-plan.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { inEnvelope, soapMedia } from '#shared/epcis/soap/envelope.ts';
import { readEnvelope, type SoapRequest } from '#shared/epcis/soap/read-envelope.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { charsetOf } from '#shared/wire/charset-of.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import type { Needs } from './needs.ts';
import { runOperation } from './run-operation.ts';
import { faultAnswer } from './tell-fault.ts';

/** The query control interface in SOAP 1.1 and 1.2, for EPCIS 1.2 and 2.0 (EPCglobal-epcis-query-1_2.wsdl, -2_0.wsdl). */
export const answerEnvelope =
  (needs: Needs): Endpoint =>
  async (request) => {
    const asked = envelopeIn(request);
    const { planned, headers } = planTeller(request);
    try {
      const body = await runOperation(needs, request, orRefuse(asked.operation), asked.epcis, planned);
      const envelope = inEnvelope(asked.soap, body);
      if (!fitsAnswer(envelope)) throw new Refused(tooLarge);
      return { status: 200, body: envelope, headers: { 'content-type': soapMedia[asked.soap], ...headers() } };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const fault = faultAnswer(error.refusal, asked);
      return { ...fault, headers: { ...fault.headers, ...headers() } };
    }
  };

/** Partners write UTF-16 and more; bytes that are no text are told as the operation that is refused. */
function envelopeIn({ headers, bytes }: Pick<Request, 'headers' | 'bytes'>): SoapRequest {
  const decoder = textDecoder(charsetOf(headers['content-type'] ?? ''));
  const text = joined(decoder.write(bytes), decoder.end());
  return isRefusal(text) ? { soap: '1.1', epcis: '1.2', operation: text } : readEnvelope(text);
}

function joined(first: string | Refusal, rest: string | Refusal): string | Refusal {
  if (isRefusal(first)) return first;
  return isRefusal(rest) ? rest : first + rest;
}

const tooLarge = refuse('too-many-results', 'the results are more than one answer can hold', {
  rule: 'EPCIS 1.2 §8.2.3',
  remedy: 'narrow the query, for example by GE_eventTime and LT_eventTime',
});
