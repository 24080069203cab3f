import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Allocation, ForeignLine, Outcome } from '../foreign-line.ts';
import { toldResults } from '../told-result.ts';
import type { FileCall } from './parcel.ts';
import { type Taken, verdictOf } from './taken.ts';

type Call = FileCall & { readonly token: string };

/** Says one call to a line's port. */
export async function takeCall(line: ForeignLine, call: Call): Promise<Taken | Refusal> {
  const { do: what, ...said } = call;
  if (what === 'take' && 'facts' in said) {
    const taken = await line.take(said);
    if (isRefusal(taken)) return taken;
    const answer = toldResults(taken);
    return { verdict: verdictOf(answer.results), order: said.order, answer };
  }
  const answer = await answerOf(line, call);
  return isRefusal(answer) ? answer : { verdict: 'taken', order: said.order, answer };
}

function answerOf(line: ForeignLine, call: Call): Promise<Outcome | Allocation | Refusal> {
  switch (call.do) {
    case 'begin':
      return line.begin(call.order, call.token);
    case 'allocate': {
      const { do: _, ...ask } = call;
      return line.allocate(ask);
    }
    case 'return': {
      const { do: _, ...said } = call;
      return line.returnUnused(said);
    }
    case 'finish': {
      const { do: _, ...said } = call;
      return line.finish(said);
    }
    default:
      throw new Error('facts are taken otherwise');
  }
}
