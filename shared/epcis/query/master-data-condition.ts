import { isRefusal, type Refusal } from '../../refusal.ts';
import { type Asked, refuseParameter, shown, textsAsked } from './asked.ts';
import { comparableIdentifier } from './comparable-spelling.ts';
import type { MasterDataNeed } from './event-query.ts';
import type { Condition } from './event-view.ts';
import { identifiersAsked } from './thing-condition.ts';
import { attributeNamed, describedBy, type VocabularyReference } from './vocabulary-fields.ts';

/** What has to be known of master data, and how events are judged once it is. */
export interface MasterDataQuestion {
  readonly need: MasterDataNeed;
  /** `answer`: canonical identifiers. */
  conditionOf(answer: ReadonlySet<string>): Condition;
}

/** Reads WD_: a place, or any place inside it. One that master data does not know still is itself. */
export function descendantsQuestion(of: 'readPoint' | 'bizLocation', asked: Asked): MasterDataQuestion | Refusal {
  const values = identifiersAsked(asked);
  if (isRefusal(values)) return values;
  const ids = new Set(values.map((text) => comparableIdentifier(text, asked.definitions)));
  return {
    need: { need: 'descendants', parameter: asked.name, ids: [...ids] },
    conditionOf: (answer) => (view) =>
      describedBy(of)
        .values(view)
        .some((id) => ids.has(id) || answer.has(id)),
  };
}

/** Reads HASATTR_ (its values are names of attributes) and EQATTR_ (the name stands in the parameter's, the values are the attribute's). */
export function attributeQuestion(
  of: VocabularyReference,
  withValue: boolean,
  asked: Asked,
): MasterDataQuestion | Refusal {
  const values = textsAsked(asked);
  if (isRefusal(values)) return values;
  const names: string[] = [];
  for (const text of withValue ? [asked.chosen] : values) {
    const name = attributeNamed(text, asked.definitions);
    if (name === undefined)
      return refuseParameter(
        asked.name,
        `asks for the attribute ${shown(text)}, whose prefix nothing defines`,
        'define the prefix in @context or GS1-Extensions, or write the name in full: urn:epcglobal:cbv:mda#city',
      );
    names.push(name);
  }
  const { vocabularies } = describedBy(of);
  return {
    need: { need: 'holders', parameter: asked.name, vocabularies, names, ...(withValue && { values }) },
    conditionOf: (answer) => (view) =>
      describedBy(of)
        .values(view)
        .some((id) => answer.has(id)),
  };
}
