import type { FaultKind } from '../faults.ts';
import type { SncmControl } from './control.ts';
import { digestOf, type Inbox } from './inbox.ts';
import { codes, SncmProblem } from './problem.ts';
import { declarantOf, readEventsIn, readEventsOut } from './read-message.ts';
import { isSignature, mustBeSigned } from './signature.ts';
import { type Answered, faultOf, type Result, writeReturn } from './write-return.ts';
import { child, elementsOf, type Node, readXml } from './xml.ts';

export interface DeskOptions {
  readonly inbox: Inbox;
  readonly control: SncmControl;
  /** The certificate (PEM) that each declarant signs with, by CNPJ. While there are none signatures are checked where messages have one, and anybody may declare. */
  readonly signers: ReadonlyMap<string, string>;
  readonly now: () => number;
}

export interface Spoken {
  readonly status: number;
  readonly xml: string;
}

/** How much later results come that are out of order. */
const LATE_MS = 60_000;
const SNCM = 'http://sncm.anvisa.gov.br/';

/** Who answers messages, whichever service they come to. */
export function newDesk({ inbox, control, signers, now }: DeskOptions) {
  const takeIn = (message: Node, text: string, fault: FaultKind | undefined): string => {
    const read = readEventsIn(message);
    mustBeKnown(message, signers);
    const { alone } = control;
    if (alone.calls > 0) {
      alone.calls--;
      return tell('retEvtIn', now(), {
        backOff: alone.seconds,
        code: codes.alone,
        desc: 'come again later',
        effect: 'WNG',
      });
    }
    const digest = digestOf(text);
    const earlier = inbox.ofDocument(read.declarant, read.docId);
    if (earlier !== undefined && earlier.digest !== digest)
      throw new SncmProblem(codes.otherDocument, `document ${read.docId} is another message`);
    const receipt = `R${digestOf(`${read.declarant} ${read.docId}`).slice(0, 19).toUpperCase()}`;
    if (earlier === undefined) {
      const due = now() + control.delayMs + (fault?.kind === 'out-of-order' ? LATE_MS : 0);
      const kept = read.events.map(({ partner, ...one }) => ({
        ...one,
        packs: [...one.packs],
        revokes: [...one.revokes],
        ...(partner !== undefined && { partner }),
      }));
      const lost = fault?.kind === 'lost-result';
      inbox.take({ kind: 'message', at: now(), due, lost, receipt, digest, message: { ...read, events: kept } });
    }
    return tell('retEvtIn', now(), { receipt, code: codes.taken, desc: 'message received', effect: 'SUC' });
  };

  const tellResults = (message: Node, fault: FaultKind | undefined): string => {
    const { receipt, declarant } = readEventsOut(message);
    const found = inbox.ofReceipt(receipt);
    if (found === undefined || found.message.declarant !== declarant)
      throw new SncmProblem(codes.unknownReceipt, `there is no receipt ${receipt}`);
    const { results = [], due } = found;
    const backOff = results.length > 0 || found.lost ? 0 : Math.max(1, Math.ceil((due - now()) / 1000));
    const renamed = fault?.kind === 'wrong-id' ? results.map(ofAnother) : results;
    const coded = { code: codes.taken, desc: 'as it stands', effect: 'SUC' } as const;
    return tell('retEvtOut', now(), { ...coded, backOff, receipt, results: renamed });
  };

  return {
    answer: (service: 'event-in' | 'event-out', text: string, fault: FaultKind | undefined): Spoken => {
      inbox.settle(now());
      const message = messageIn(text);
      const wanted = service === 'event-in' ? 'msgEvtIn' : 'msgEvtOut';
      if (message?.local !== wanted || message.uri !== SNCM)
        return { status: 400, xml: faultOf(`the envelope holds no ${wanted}`) };
      try {
        const xml = service === 'event-in' ? takeIn(message, text, fault) : tellResults(message, fault);
        return { status: 200, xml };
      } catch (error) {
        if (!(error instanceof SncmProblem)) throw error;
        const kind = service === 'event-in' ? 'retEvtIn' : 'retEvtOut';
        return { status: 200, xml: tell(kind, now(), { code: error.code, desc: error.message, effect: 'REJ' }) };
      }
    },
  };
}

/** Whose signature it has to have, and that it holds. Without a list of signers it is checked where there is one. */
function mustBeKnown(message: Node, signers: DeskOptions['signers']): void {
  const declarant = declarantOf(message);
  if (signers.size === 0) {
    if (elementsOf(message).some(isSignature)) mustBeSigned(message, undefined);
    return;
  }
  const signer = signers.get(declarant);
  if (signer === undefined) throw new SncmProblem(codes.declarant, `${declarant} is not known`);
  mustBeSigned(message, signer);
}

type Said = Omit<Result, 'evtNotifId'> & Pick<Answered, 'backOff' | 'receipt' | 'results'>;

function tell(kind: Answered['kind'], at: number, { code, desc, effect, ...rest }: Said): string {
  const docId = digestOf(`${kind} ${at} ${code} ${rest.receipt ?? ''}`)
    .slice(0, 20)
    .toUpperCase();
  return writeReturn({ kind, at, docId, rets: [{ code, desc, effect }], ...rest });
}

const ofAnother = (result: Result): Result => ({ ...result, evtNotifId: `X${result.evtNotifId}`.slice(0, 20) });

function messageIn(text: string): Node | undefined {
  try {
    const root = readXml(text);
    const body =
      root.local === 'Envelope' && root.uri === 'http://www.w3.org/2003/05/soap-envelope' && child(root, 'Body');
    return body ? elementsOf(body)[0] : undefined;
  } catch {
    return undefined;
  }
}
