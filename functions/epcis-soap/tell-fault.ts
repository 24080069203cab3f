import type { Answer, TellRefusal } from '#common/http.ts';
import { inEnvelope, soapMedia } from '#shared/epcis/soap/envelope.ts';
import { exceptionOf } from '#shared/epcis/soap/exception-of.ts';
import { readEnvelope, type SoapRequest } from '#shared/epcis/soap/read-envelope.ts';
import { faultXml } from '#shared/epcis/soap/write-fault.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';

/** A refusal as the fault of the operation that was asked, in the versions it was asked in. */
export function faultAnswer(refusal: Refusal, { soap, epcis, operation, fault }: SoapRequest): Answer {
  const exception = exceptionOf(refusal, isRefusal(operation) ? undefined : operation.is);
  const { status, body } = faultXml(refusal, { soap, epcis, exception, code: fault });
  return { status, body: inEnvelope(soap, body), headers: { 'content-type': soapMedia[soap] } };
}

/** The same for what is refused before the envelope is looked at: who asks has no right to. */
export const tellFault: TellRefusal = (refusal, { text }) => faultAnswer(refusal, readEnvelope(text));
