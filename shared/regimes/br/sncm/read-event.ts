import { checkDigitHolds } from '../../../gs1/check-digit.ts';
import type { Activation, Dui, Final, Moved, Payload, Revocation, SncmEvent } from './event.ts';
import { type Dispensing, dispensings, finalReasons } from './final-reasons.ts';
import { allOf, cnpjIn, field, inOrder, oneOf, type Placed, Wrong } from './read-fields.ts';

/** Levels of packages in packages. */
const MOST_LEVELS = 8;

/** Reads an event of the message set 1.00. @throws Wrong */
export function readEvent(placed: Placed): SncmEvent {
  switch (placed.tree.name.local) {
    case 'activ':
      return activation(placed);
    case 'shpt':
      return moved(placed, 'shpt');
    case 'rec':
      return moved(placed, 'rec');
    case 'final':
      return final(placed);
    case 'evtRvctn':
      return revocation(placed);
    default:
      throw new Wrong(placed.at, `${placed.tree.name.local} is no event`);
  }
}

type Found = ReturnType<typeof inOrder>;

const head = ['evtNotifId', 'realTime', 'pastTime'] as const;

function timed(found: Found) {
  field(found, 'realTime', 'flag');
  return { evtNotifId: field(found, 'evtNotifId', 'id'), pastTime: field(found, 'pastTime', 'time') };
}

function activation(placed: Placed): Activation {
  const found = inOrder(placed, ...head, 'replacing?', 'import', 'dui+', 'outsrc?');
  const [outsrc] = allOf(found, 'outsrc');
  return {
    kind: 'activ',
    ...timed(found),
    isImport: field(found, 'import', 'flag') === 'true',
    duis: duisIn(allOf(found, 'dui')),
    ...(outsrc && { outsourced: cnpjIn(outsrc) }),
  };
}

function duisIn(placed: readonly Placed[]): Dui[] {
  const seen = new Set<string>();
  return placed.map((one) => {
    const dui = readDui(one);
    const name = `${dui.gtin} ${dui.serial}`;
    if (seen.has(name)) throw new Wrong(one.at, `${name} stands twice`);
    seen.add(name);
    return dui;
  });
}

function readDui(placed: Placed): Dui {
  const found = inOrder(placed, 'gtin', 'serl', 'exp', 'lot');
  const gtin = field(found, 'gtin', 'gtin');
  if (!checkDigitHolds(gtin)) throw new Wrong(oneOf(found, 'gtin').at, `${gtin} has a wrong check digit`);
  const [serial, expiry] = [field(found, 'serl', 'serial'), field(found, 'exp', 'month')];
  return { gtin, serial, expiry, lot: field(found, 'lot', 'lot') };
}

function moved(placed: Placed, kind: Moved['kind']): Moved {
  const found = inOrder(placed, ...head, 'fit', 'prtnr', 'carrs?', 'pld');
  const [carrs] = allOf(found, 'carrs');
  const carriers = carrs === undefined ? [] : allOf(inOrder(carrs, 'car+'), 'car').map(cnpjIn);
  return {
    kind,
    ...timed(found),
    fit: field(found, 'fit', 'flag') === 'true',
    partner: cnpjIn(oneOf(found, 'prtnr')),
    carriers,
    payload: payloadIn(oneOf(found, 'pld'), 0),
  };
}

function payloadIn({ tree, at }: Placed, level: number): Payload[] {
  if (level === MOST_LEVELS) throw new Wrong(at, `packages are nested deeper than ${MOST_LEVELS} levels`);
  if (tree.children.length === 0) throw new Wrong(at, 'nothing is in it');
  return tree.children.map((child, i) => {
    const place = { tree: child, at: `${at}/${child.name.local}[${i + 1}]` };
    if (child.name.local === 'dui') return { dui: readDui(place) };
    if (child.name.local !== 'tp') throw new Wrong(place.at, `${child.name.local} is neither dui nor tp`);
    const found = inOrder(place, 'tpi', 'pld');
    const sscc = field(inOrder(oneOf(found, 'tpi'), 'sscc'), 'sscc', 'sscc');
    return { sscc, inside: payloadIn(oneOf(found, 'pld'), level + 1) };
  });
}

function final(placed: Placed): Final {
  const reason = finalReasons.find((one) => one === placed.tree.children[head.length]?.name.local);
  if (reason === undefined) throw new Wrong(placed.at, 'no reason is told that the message set has');
  const found = inOrder(placed, ...head, reason);
  const inside = oneOf(found, reason);
  if (reason !== 'dispn')
    return { kind: 'final', ...timed(found), reason, duis: duisIn(allOf(inOrder(inside, 'dui+'), 'dui')) };
  const kind = dispensingIn(inside);
  const given = oneOf(inOrder(inside, kind), kind);
  return {
    kind: 'final',
    ...timed(found),
    reason,
    dispensing: kind,
    duis: duisIn(allOf(inOrder(given, 'dui+'), 'dui')),
  };
}

function dispensingIn({ tree, at }: Placed): Dispensing {
  const kind = dispensings.find((one) => one === tree.children[0]?.name.local);
  if (kind === undefined) throw new Wrong(at, 'neither d nor dwp is told');
  return kind;
}

function revocation(placed: Placed): Revocation {
  const found = inOrder(placed, 'evtNotifId', 'revoking+');
  const revoking = allOf(found, 'revoking').map((one) => {
    const inside = inOrder(one, 'origEvtId', 'desc');
    return { origEvtId: field(inside, 'origEvtId', 'name'), desc: field(inside, 'desc', 'text') };
  });
  return { kind: 'evtRvctn', evtNotifId: field(found, 'evtNotifId', 'id'), revoking };
}
