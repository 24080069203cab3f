import { codes, SncmProblem } from './problem.ts';
import { elementsOf, type Node, textOf } from './xml.ts';

/** What an element may hold: text of a form, or elements in their order. A name ends in `?`, `*` or `+` where it may be missing or stand more often. */
type Shape = RegExp | readonly (readonly [name: string, shape: Shape | (() => Shape)])[] | { readonly anyOf: Choices };
type Choices = () => Readonly<Record<string, Shape>>;

const id = /^[0-9A-Z]{20}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const flag = /^(true|false)$/;
const digits = (count: number) => new RegExp(`^\\d{${count}}$`);
const cnpj: Shape = [['cnpj', digits(14)]];
const named = /^.{1,500}$/s;
const ident = /^[\x21-\x7e]{1,64}$/;

const dui: Shape = [
  ['gtin', digits(14)],
  ['serl', /^[A-Za-z0-9]{1,20}$/],
  ['exp', /^\d{4}-(0[1-9]|1[0-2])$/],
  ['lot', /^[\x21-\x7e]{1,20}$/],
];
const tp: Shape = [
  ['tpi', [['sscc', digits(18)]]],
  ['pld', () => payload],
];
const payload: Shape = { anyOf: () => ({ dui, tp }) };
const timed = [
  ['evtNotifId', id],
  ['realTime', flag],
  ['pastTime', time],
] as const;
const moved: Shape = [...timed, ['fit', flag], ['prtnr', cnpj], ['carrs?', [['car+', cnpj]]], ['pld', payload]];
const packs: Shape = [['dui+', dui]];
const reasons = 'sealBrk xport destroy damage disapp robry seizure snvs military quality'.split(' ');
const final: Shape = [
  ...timed,
  [
    'dispn?',
    [
      ['d?', packs],
      ['dwp?', packs],
    ],
  ],
  ...reasons.map((reason) => [`${reason}?`, packs] as const),
];
const events: Shape = {
  anyOf: () => ({
    activ: [...timed, ['replacing?', named], ['import', flag], ['dui+', dui], ['outsrc?', cnpj]],
    shpt: moved,
    rec: moved,
    final,
    evtRvctn: [
      ['evtNotifId', id],
      [
        'revoking+',
        [
          ['origEvtId', ident],
          ['desc', named],
        ],
      ],
    ],
  }),
};

const head = [
  ['docId', id],
  ['ccTime?', time],
  ['ver', /^1\.00$/],
  ['lc', /^[a-z]{2}-[A-Z]{2}$/],
  ['env', /^[12]$/],
  ['declarant', cnpj],
  ['mbrAgt', digits(14)],
  ['usrAgt', named],
] as const;

export const shapes = {
  msgEvtIn: [...head, ['evts', events]],
  msgEvtOut: [...head, ['receipt', ident]],
} as const satisfies Record<string, Shape>;

const SNCM = 'http://sncm.anvisa.gov.br/';

/** Checks an element against its shape; what `leave` names is passed over. @throws SncmProblem with the place */
export function mustHaveShape(node: Node, shape: Shape, leave: (node: Node) => boolean = () => false, at = node.local) {
  const inside = elementsOf(node).filter((one) => !leave(one));
  for (const one of inside) if (one.uri !== SNCM) throw wrong(at, `${one.name} is of another namespace`);
  if (shape instanceof RegExp) {
    if (inside.length > 0 || !shape.test(textOf(node)))
      throw wrong(at, `"${textOf(node).slice(0, 40)}" has another form`);
    return;
  }
  if ('anyOf' in shape) return mustBeAnyOf(inside, shape.anyOf(), at);
  let next = 0;
  for (const [written, of] of shape) {
    const [, name = '', many = ''] = /^(\w+)([?*+]?)$/.exec(written) ?? [];
    let count = 0;
    for (
      let one = inside[next];
      one?.local === name && (count === 0 || '*+'.includes(many || ' '));
      one = inside[next]
    ) {
      mustHaveShape(one, typeof of === 'function' ? of() : of, undefined, `${at}/${name}`);
      [next, count] = [next + 1, count + 1];
    }
    if (count === 0 && (many === '' || many === '+')) throw wrong(`${at}/${name}`, 'it is missing');
  }
  const extra = inside[next];
  if (extra !== undefined) throw wrong(`${at}/${extra.local}`, 'it is not expected there');
}

function mustBeAnyOf(inside: readonly Node[], choices: Readonly<Record<string, Shape>>, at: string): void {
  if (inside.length === 0) throw wrong(at, 'nothing is in it');
  for (const one of inside) {
    const shape = Object.hasOwn(choices, one.local) ? choices[one.local] : undefined;
    if (shape === undefined) throw wrong(`${at}/${one.local}`, 'it is not expected there');
    mustHaveShape(one, shape, undefined, `${at}/${one.local}`);
  }
}

const wrong = (at: string, why: string) => new SncmProblem(codes.schema, `${at}: ${why}`);
