import { element, leaf } from './canonical-xml.ts';
import type { Activation, Dui, Final, Moved, Payload, Revocation, SncmEvent } from './event.ts';

/** Writes an event, its elements in the order of the message set 1.00. */
export function writeEvent(event: SncmEvent): string {
  switch (event.kind) {
    case 'activ':
      return activation(event);
    case 'shpt':
    case 'rec':
      return moved(event);
    case 'final':
      return final(event);
    case 'evtRvctn':
      return revocation(event);
  }
}

const head = ({ evtNotifId, pastTime }: { readonly evtNotifId: string; readonly pastTime: string }) =>
  leaf('evtNotifId', evtNotifId) + leaf('realTime', true) + leaf('pastTime', pastTime);

const writeDui = ({ gtin, serial, expiry, lot }: Dui): string =>
  element('dui', leaf('gtin', gtin), leaf('serl', serial), leaf('exp', expiry), leaf('lot', lot));

const writeDuis = (duis: readonly Dui[]): string => duis.map(writeDui).join('');

const cnpj = (name: string, value: string) => element(name, leaf('cnpj', value));

function activation({ isImport, duis, outsourced, ...timed }: Activation): string {
  const outsrc = outsourced === undefined ? '' : cnpj('outsrc', outsourced);
  return element('activ', head(timed), leaf('import', isImport), writeDuis(duis), outsrc);
}

function moved({ kind, fit, partner, carriers, payload, ...timed }: Moved): string {
  const carrs = carriers.length === 0 ? '' : element('carrs', ...carriers.map((one) => cnpj('car', one)));
  return element(kind, head(timed), leaf('fit', fit), cnpj('prtnr', partner), carrs, writePayload(payload));
}

const writePayload = (payload: readonly Payload[]): string =>
  element('pld', ...payload.map((one) => ('dui' in one ? writeDui(one.dui) : writePackage(one.sscc, one.inside))));

const writePackage = (sscc: string, inside: readonly Payload[]): string =>
  element('tp', element('tpi', leaf('sscc', sscc)), writePayload(inside));

function final({ reason, dispensing, duis, ...timed }: Final): string {
  const inside = dispensing === undefined ? writeDuis(duis) : element(dispensing, writeDuis(duis));
  return element('final', head(timed), element(reason, inside));
}

const revocation = ({ evtNotifId, revoking }: Revocation): string =>
  element(
    'evtRvctn',
    leaf('evtNotifId', evtNotifId),
    ...revoking.map(({ origEvtId, desc }) => element('revoking', leaf('origEvtId', origEvtId), leaf('desc', desc))),
  );
