import { checkDigit } from '../gs1/check-digit.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What of a recipe is looked at here. */
interface Written {
  readonly gtins: readonly string[];
  readonly levels: readonly {
    readonly read: string;
    readonly perPicture?: number | undefined;
    readonly mixed?: boolean | undefined;
    readonly identity: { readonly key: string; readonly gtin?: string };
  }[];
  readonly samples: readonly { readonly kind: string }[];
  readonly clearance: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** What stands in a recipe and cannot be meant: a mistyped GTIN, a thing named twice, a way of reading that does not go with the rest. Undefined without. */
export const senseProblem = (written: Written): Refusal | undefined =>
  gtinProblem(written) ?? twiceProblem(written) ?? readProblem(written);

function gtinProblem({ gtins, levels }: Written): Refusal | undefined {
  const all: [at: string, gtin: string][] = [
    ...gtins.map((gtin, i): [string, string] => [`/gtins/${i}`, gtin]),
    ...levels.flatMap(({ identity: { gtin } }, i): [string, string][] =>
      gtin === undefined ? [] : [[`/levels/${i}/identity/gtin`, gtin]],
    ),
  ];
  for (const [at, gtin] of all) {
    const right = checkDigit(gtin.slice(0, -1));
    if (!gtin.endsWith(right))
      return wrong(`${gtin} has a wrong check digit: it would be ${right}`, at, 'GS1 General Specifications §7.9.1');
  }
  return undefined;
}

function twiceProblem({ gtins, samples, clearance: { before, after } }: Written): Refusal | undefined {
  const lists: [at: string, named: readonly string[]][] = [
    ['/gtins', gtins],
    ['/samples', samples.map(({ kind }) => kind)],
    ['/clearance/before', before],
    ['/clearance/after', after],
  ];
  for (const [at, named] of lists) {
    const i = named.findIndex((one, place) => named.indexOf(one) !== place);
    if (i !== -1) return wrong(`${named[i]} stands twice`, `${at}/${i}`, 'each stands once');
  }
  return undefined;
}

function readProblem({ levels }: Written): Refusal | undefined {
  for (const [i, { read, perPicture, mixed }] of levels.entries()) {
    if (read === 'layer' && i > 0)
      return wrong(
        'the layer camera reads packs',
        `/levels/${i}/read`,
        'containers are read one by one, by hand, or counted',
      );
    if (read !== 'layer' && perPicture !== undefined)
      return wrong(
        `perPicture says nothing where ${read} is read`,
        `/levels/${i}/perPicture`,
        'codes in one picture of a layer',
      );
    if (read === 'counted' && mixed === true)
      return wrong(
        'of what is counted nobody sees the lot',
        `/levels/${i}/mixed`,
        'only what is read can be of another lot',
      );
  }
  return undefined;
}

const wrong = (detail: string, at: string, rule: string): Refusal =>
  refuse('malformed', detail, { at, rule, remedy: 'Correct the recipe and save it again.' });
