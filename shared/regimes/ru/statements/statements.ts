import type { StatedSide, Statement } from '../../statement.ts';
import { recall } from '../documents/recall.ts';
import { contractType, destructionReason, destructionType, receiveType, source } from '../enumerations.ts';
import { companyInn, day, fias, flag, kpp, number, text } from '../forms.ts';
import { MOST } from '../goods.ts';
import { price } from '../reports/prices.ts';
import { fact, maybeFact } from './stated-fact.ts';

const here: StatedSide = { who: 'own', title: 'Own place where the goods are', optional: true };
const paper = [fact('doc_num', 'Number of the paper', number), fact('doc_date', 'Day of the paper', day)];
const things = { of: 'things', most: MOST } as const;
const paused = maybeFact('confirm_paused', 'Also what the regulator has paused', flag);

/** Documents of ours that 250 takes back; a 431 is taken back by its event. */
const takenBack: readonly string[] = ['313', '335', '342', '541'];

/** What MDLP is told by hand, since no event tells it (XSD 1.38). */
export const statements: readonly Statement[] = [
  {
    name: '250',
    title: 'A document that was taken in is taken back as a whole',
    report: String(recall.id),
    of: 'document',
    documents: takenBack,
    facts: [fact('reason', 'Why it is taken back', text(500))],
    from: { who: 'own', title: 'Own place that the document was of', optional: true },
  },
  {
    ...things,
    name: '252',
    title: 'Goods that a sender told of are not accepted',
    report: '252',
    facts: [fact('reason', 'Why they are not accepted', text(1000)), paused],
    from: { who: 'partner', title: 'Partner that sent them' },
    to: { who: 'own', title: 'Own place that they were sent to', optional: true },
  },
  {
    ...things,
    name: '381',
    title: 'Goods were handed over to their owner',
    report: '381',
    facts: paper,
    from: here,
    to: { who: 'partner', title: 'Their owner' },
  },
  {
    ...things,
    name: '541',
    title: 'Goods were handed over to be destroyed',
    report: '541',
    facts: [
      fact('fias_addr', 'Address of who destroys them (FIAS)', fias),
      fact('inn', 'INN of who destroys them', companyInn),
      fact('kpp', 'KPP of who destroys them', kpp),
      ...paper,
      fact('act_number', 'Number of the act of transfer', number),
      fact('act_date', 'Day of the act of transfer', day),
      fact('destruction_type', 'Who decided: 1 the owner, 2 Roszdravnadzor, 3 a court', destructionType),
      maybeFact('decision', 'Number of the decision', number),
      maybeFact(
        'reason_for_destruction',
        'Why: 1 poor quality, 2 counterfeit, 3 falsified, 4 unfit, 5 expired, 6 recalled, 7 not registered',
        destructionReason,
      ),
    ],
    from: here,
  },
  {
    ...things,
    name: '701',
    title: 'What the receiver told first of goods that were sent is so (after notice 602)',
    report: '701',
    facts: [],
    from: { who: 'own', title: 'Own place that sent them', optional: true },
    to: { who: 'partner', title: 'Partner that told of them by 416' },
  },
  {
    ...things,
    name: '702',
    title: 'Goods are taken in stock that nobody sent in the register',
    report: '702',
    facts: [
      ...paper,
      fact('contract_type', 'Kind of contract, 1 to 8 (1 sale)', contractType),
      fact('source', 'Who pays, 1 to 5 (1 own funds)', source),
      fact('cost', 'Price of a pack, tax included, in roubles', price),
      fact('vat', 'Tax in it, in roubles', price),
      maybeFact('receive_type', '1 receipt, 2 return from the buyer, 3 re-sort', receiveType),
    ],
    from: { who: 'partner', title: 'Partner that had them', optional: true },
    to: { who: 'own', title: 'Own place where they are', optional: true },
  },
];
