import type { Refusal } from '../../../refusal.ts';
import type { Report, ReportData } from '../../regime.ts';
import type { Document } from '../xml/document.ts';
import type { Form } from '../xml/form.ts';

/** What a report is written from, whether it is checked or sent. */
export type Told = Omit<ReportData, 'requestId'>;

/** A fact that nobody but people or their ERP know, by the name under which it is given. */
export interface Fact {
  readonly name: string;
  readonly form: Form;
}

/** How a report is written as a document. */
export interface ReportKind {
  readonly document: Document<unknown>;
  /** Facts that it wants. */
  facts(told: Told, report: Report): readonly Fact[];
  /** What is missing of it, with place, rule and remedy. */
  missing(told: Told, report: Report): Refusal | undefined;
  write(told: Told, report: Report): string | Refusal;
}

interface Parts<T> {
  readonly document: Document<T>;
  readonly facts?: Readonly<Record<string, Form>> | ((told: Told, report: Report) => readonly Fact[]);
  readonly missing?: (told: Told, report: Report) => Refusal | undefined;
  /** The document's value. What is missing is '', which no form takes. */
  readonly value: (told: Told, report: Report) => T;
}

export const reportKind = <T>({ document, facts = {}, missing = () => undefined, value }: Parts<T>): ReportKind => ({
  document,
  facts: typeof facts === 'function' ? facts : () => Object.entries(facts).map(([name, form]) => ({ name, form })),
  missing,
  write: (told, report) => document.write(value(told, report)),
});

export const factOf = ({ facts = {} }: Told, name: string): string =>
  Object.hasOwn(facts, name) ? (facts[name] ?? '').trim() : '';
