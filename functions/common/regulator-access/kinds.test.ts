import { expect, test } from 'vitest';
import { accessMembers } from '#shared/regimes/access-members.ts';
import { basicMembers } from './basic.ts';
import { clientMembers } from './client-credentials.ts';
import { itsMembers } from './its-token.ts';
import { mdlpMembers } from './mdlp-token.ts';
import { omsMembers } from './oms-token.ts';
import { staticMembers } from './static.ts';
import { topMembers } from './top-signature.ts';
import { xtraceMembers } from './xtrace-token.ts';

test('what people are told of a secret is what is read of it', () => {
  const read = {
    static: staticMembers,
    basic: basicMembers,
    'mdlp-token': { ...mdlpMembers, signature: {} },
    'its-token': itsMembers,
    'xtrace-token': xtraceMembers,
    'client-credentials': clientMembers,
    'top-signature': topMembers,
    'oms-token': { ...omsMembers, signature: {} },
  };
  const told = Object.entries(accessMembers).map(([kind, { must, may }]) => [kind, [...must, ...may].sort()]);
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(Object.entries(read).map(([kind, members]) => [kind, Object.keys(members).sort()])),
  );
});
