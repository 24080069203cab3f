/** A case as somebody types it before it is opened; empty where nothing is said. */
export interface DeskDraft {
  readonly partner: string;
  readonly kind: string;
  readonly text: string;
  readonly things: string;
  readonly order: string;
  readonly exception: string;
  /** Of a case about master data: the key that is wrong, and what it should be. */
  readonly invalid: string;
  readonly proposed: string;
}

export const emptyDeskDraft: DeskDraft = {
  partner: '',
  kind: 'missing-data',
  text: '',
  things: '',
  order: '',
  exception: '',
  invalid: '',
  proposed: '',
};

/** The same as the API takes it. @param id of the request: with it again, it is the same case */
export function wantedCase(id: string, draft: DeskDraft): object {
  const said = (name: keyof DeskDraft) => draft[name].trim();
  const key = { kind: said('invalid').length === 13 ? 'gln' : 'gtin', invalid: said('invalid') };
  const proposed = said('proposed') === '' ? {} : { proposed: said('proposed') };
  return {
    id,
    kind: draft.kind,
    partner: said('partner'),
    text: said('text'),
    ...(said('exception') !== '' && { exception: said('exception') }),
    subject: {
      things: said('things').split(/\s+/).filter(Boolean),
      ...(said('order') !== '' && { documents: [{ type: 'po', number: said('order') }] }),
      ...(draft.kind === 'master-data' && said('invalid') !== '' && { keys: [{ ...key, ...proposed }] }),
    },
  };
}
