import { moves } from '../../shared/dscsa/move-case.ts';
import type { personActs } from '../../shared/messages/dscsa-api.ts';
import type { DscsaCase } from './dscsa-case.ts';

export type PersonAct = (typeof personActs)[number];

/** How each is said: on its button, what comes of it, and when it is done. */
export const dscsaDeeds: Readonly<
  Record<PersonAct, { readonly label: string; readonly consequence: string; readonly done: string }>
> = {
  quarantine: {
    label: 'Quarantine',
    consequence: 'The product is kept apart until it is determined what it is (FD&C Act 582(b)(4)(A)).',
    done: 'It is in quarantine.',
  },
  investigate: {
    label: 'Investigate',
    consequence: 'It is validated with trading partners whether the product is illegitimate.',
    done: 'It is being investigated.',
  },
  end: {
    label: 'End the case',
    consequence: 'It ends where FDA has ended its notice and every partner was told.',
    done: 'The case has ended.',
  },
  gather: {
    label: 'Gather the document',
    consequence: 'The transaction information is gathered anew, which takes some minutes.',
    done: 'The document is being gathered.',
  },
  resolve: {
    label: 'Resolve',
    consequence: 'The partner’s desk is told that the case is resolved.',
    done: 'It is being resolved.',
  },
  withdraw: {
    label: 'Withdraw',
    consequence: 'It turned out to be none: nothing more is sent of it, and its clock stops.',
    done: 'It is withdrawn.',
  },
  retry: {
    label: 'Go on',
    consequence: 'What stopped is tried again; what may have arrived is asked about first.',
    done: 'It goes on.',
  },
};

const acts = ['quarantine', 'investigate', 'end', 'gather', 'resolve', 'withdraw'] as const;

/** What a person may do with a reason as a case stands. A determination is signed, Form 3911 is done over the API. */
export function dscsaActsOf({
  kind,
  state,
  problem,
  outgoing,
  ti,
}: Pick<DscsaCase, 'kind' | 'state' | 'problem' | 'outgoing' | 'ti'>): readonly PersonAct[] {
  const fitting = acts.filter(
    // A notice to FDA is withdrawn under a signature.
    (act) => moves[kind][act]?.[state] !== undefined && !(kind === 'form-3911' && act === 'withdraw'),
  );
  const isStuck = problem !== undefined && (outgoing !== undefined || ti !== undefined);
  return isStuck ? ['retry', ...fitting] : fitting;
}

/** What suspect product may be determined to be as its case stands. */
export const determinationsOf = ({ kind, state }: Pick<DscsaCase, 'kind' | 'state'>): readonly string[] => [
  ...(moves[kind].clear?.[state] === undefined ? [] : ['cleared']),
  ...(moves[kind].condemn?.[state] === undefined ? [] : ['illegitimate']),
];
