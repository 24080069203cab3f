import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { type XmlAttribute, type XmlHandler, xmlLimits, xmlReader } from '../../wire/read-xml.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import type { XmlName } from '../../wire/xml-names.ts';
import type { XmlPlace } from '../../wire/xml-place.ts';
import { epcisLimits } from '../reader.ts';
import { DocumentHandler } from '../xml/read-handler.ts';
import type { Built } from '../xml/read-tree.ts';
import { type SoapVersion, soapVersionOf } from './envelope.ts';
import type { SoapOperation } from './operation.ts';
import { operationIn } from './read-operation.ts';

/** An envelope and what it asks, or why that is not to be had. */
export interface SoapRequest {
  /** 1.1 where the envelope does not show it. */
  readonly soap: SoapVersion;
  /** By the namespace of the message; 1.2, which is what SOAP is used for, where it does not show. */
  readonly epcis: '1.2' | '2.0';
  readonly operation: SoapOperation | Refusal;
  /** Faults of the envelope itself, which SOAP has codes for. */
  readonly fault?: 'VersionMismatch' | 'MustUnderstand';
}

const RULE = 'SOAP 1.1 §4, SOAP 1.2 Part 1 §5';

/** Reads a SOAP envelope with a message of the EPCIS query control interface, of any version of both. */
export function readEnvelope(text: string): SoapRequest {
  const handler = new EnvelopeHandler();
  const reader = xmlReader(handler, { ...xmlLimits, depth: epcisLimits.depth });
  const refused = reader.write(text) ?? reader.end();
  const { soap = '1.1', epcis, operation, fault } = handler;
  return {
    soap,
    epcis,
    operation: refused ?? operation ?? noMessage,
    ...(fault !== undefined && { fault }),
  };
}

const noMessage = refuse('malformed', 'the Body holds no message of the EPCIS query interface', {
  rule: 'EPCglobal-epcis-query-1_2.wsdl',
  remedy: 'send a Poll or another message in the namespace urn:epcglobal:epcis-query:xsd:1 or :2',
});

/** Finds the Body, and leaves what stands in it to the reader of documents. */
class EnvelopeHandler implements XmlHandler {
  soap: SoapVersion | undefined;
  epcis: '1.2' | '2.0' = '1.2';
  operation: SoapOperation | Refusal | undefined;
  fault: SoapRequest['fault'];
  #depth = 0;
  #inBody = false;
  readonly #body = new DocumentHandler(
    { event: () => this.#unasked(), refused: () => this.#unasked() },
    epcisLimits,
    false,
    (built) => this.#take(built),
  );

  open(name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): Refusal | undefined {
    const depth = this.#depth++;
    if (depth === 0) return this.#envelope(name, at);
    if (depth === 1) this.#inBody = name.local === 'Body';
    else if (this.#inBody) return this.#body.open(name, attributes, at);
    else if (depth === 2) return this.#header(name, attributes, at);
    return undefined;
  }

  text(text: string, at: () => XmlPlace, cdata: boolean): Refusal | undefined {
    return this.#inBody && this.#depth > 2 ? this.#body.text(text, at, cdata) : undefined;
  }

  close(): Refusal | undefined {
    this.#depth--;
    return this.#inBody && this.#depth > 1 ? this.#body.close() : undefined;
  }

  #envelope({ local, namespace }: XmlName, at: XmlPlace): Refusal | undefined {
    if (local !== 'Envelope')
      return refuseXml('malformed', `<${local}> is no SOAP envelope`, at, {
        rule: RULE,
        remedy: 'send the message in the Body of an Envelope',
      });
    this.soap = soapVersionOf(namespace);
    if (this.soap !== undefined) return undefined;
    this.fault = 'VersionMismatch';
    return refuseXml('malformed', `the namespace ${namespace} is of no version of SOAP that is known`, at, {
      rule: RULE,
      remedy: 'send SOAP 1.1 or 1.2',
    });
  }

  #header({ local }: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): Refusal | undefined {
    const must = attributes.find(({ name }) => name.local === 'mustUnderstand' && soapVersionOf(name.namespace));
    if (must === undefined || !['1', 'true'].includes(must.value.trim())) return undefined;
    this.fault = 'MustUnderstand';
    return refuseXml('unsupported', `the header <${local}> is not understood`, at, {
      rule: RULE,
      remedy: 'leave the header out, or say that it need not be understood',
    });
  }

  #take(built: Built): Refusal | undefined {
    if (this.operation !== undefined)
      return refuseXml('malformed', 'a second message stands beside the first', built.spot.at, { rule: RULE });
    if (built.name.namespace.endsWith(':2')) this.epcis = '2.0';
    this.operation = operationIn(built);
    return isRefusal(this.operation) ? this.operation : undefined;
  }

  #unasked(): void {
    this.operation ??= refuse('unsupported', 'events are no question', {
      rule: 'EPCIS 1.2 §10, no SOAP binding of capture',
      remedy: 'POST documents to /epcis/capture',
    });
  }
}
