import { isJsonObject } from '../../../wire/json.ts';
import { pointerStep } from '../../../wire/json-pointer.ts';
import type { EpcisHead } from '../../document.ts';
import { type Fault, wrong } from '../finding.ts';
import { memberCalled, memberNamed } from '../member-names.ts';
import { scalarText } from '../scalar-text.ts';
import { guideline, US_HEALTHCARE } from './guideline.ts';

const RULE = guideline('transaction statement');

/** The transaction statement of a document and its name; undefined when there is none. */
export function statementIn({ headerExtensions = {}, context }: EpcisHead) {
  return memberNamed(headerExtensions, `${US_HEALTHCARE}dscsaTransactionStatement`, new Map(Object.entries(context)));
}

/** A statement must be affirmed and say its text. Whether there must be one depends on the events. */
export function* checkStatement(head: EpcisHead): Generator<Fault> {
  const statement = statementIn(head);
  if (statement === undefined) return;
  const path = `/headerExtensions${pointerStep(statement.name)}`;
  const said = isJsonObject(statement.value) ? statement.value : {};
  const affirmed = memberCalled(said, 'affirmTransactionStatement');
  if (affirmed !== true && !['true', '1'].includes(scalarText(affirmed)?.trim() ?? ''))
    yield wrong('dscsa-statement-not-affirmed', path, RULE, 'affirmTransactionStatement is not true');
  if ((scalarText(memberCalled(said, 'legalNotice')) ?? '').trim() === '')
    yield wrong('dscsa-legal-notice-missing', path, RULE, 'legalNotice is missing');
}
