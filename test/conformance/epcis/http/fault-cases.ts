import { expect } from 'vitest';
import { expectAnswer, type Theme } from './conformance-case.ts';

/** Comes last: nothing can be asked afterwards. */
export const faultTheme: Theme = {
  name: 'fault',
  cases: [
    {
      id: 'ImplementationException, a fault',
      what: 'a fault of the server, here tables that are out of reach, is answered 500 as a problem that tells nothing of its inside',
      clause: 'EPCIS 2.0 §12 REST binding, errors',
      problem: '500 ImplementationException',
      run: async (server) => {
        await server.loseTables();
        const answered = await server.ask({ path: '/eventTypes' });
        expectAnswer(answered, { status: 500, problem: 'ImplementationException' });
        expect(answered.text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|node_modules|\.ts|at /);
      },
    },
  ],
};
