import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { everything, mdlpReport } from '../../../test/kit/mdlp-told.ts';
import { sha256 } from '../../wire/sha256.ts';
import { askReceipt, askRequest } from './ask.ts';
import { textOfBase64 } from './base64.ts';
import { guidOf } from './guid-of.ts';
import { seal } from './seal.ts';
import { writeMessage } from './write-message.ts';

const data = { ...everything, requestId: 'd1-1' };
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const small = v.object({ document: v.string(), sign: v.string(), request_id: v.pipe(v.string(), v.regex(guid)) });
const large = v.object({ sign: v.string(), hash_sum: v.string(), request_id: v.pipe(v.string(), v.regex(guid)) });
const bodyOf = <Schema extends v.GenericSchema>(schema: Schema, { body = '' }: { body?: string }) =>
  v.parse(schema, JSON.parse(body));
const many = {
  ...data,
  serials: Array.from({ length: 25_000 }, (_, i) => `A${String(i).padStart(12, '0')}`),
};
const sign = async (bytes: Uint8Array) => `signed ${sha256(new TextDecoder().decode(bytes))}`;
const { holder } = everything;

describe('a message to MDLP', () => {
  test('has the document in base64, under a GUID that is always the same', () => {
    const message = writeMessage(mdlpReport('313'), data);
    expect(message).toMatchObject({
      method: 'POST',
      path: '/api/v1/documents/send',
      call: 'documents-send',
      requestId: 'd1-1',
    });
    const { document, request_id } = bodyOf(small, message);
    expect(request_id).toBe(guidOf('d1-1'));
    expect(textOfBase64(document)).toBe(
      '<documents version="1.38"><register_product_emission action_id="313">' +
        '<subject_id>00000000100001</subject_id><operation_date>2026-03-01T22:30:00.000Z</operation_date>' +
        '<release_info><doc_date>02.03.2026</doc_date><confirmation_num>RU-1</confirmation_num></release_info>' +
        '<signs><sgtin>09521234000013A1B2C3D4E5F60</sgtin><sgtin>09521234000013A1B2C3D4E5F61</sgtin></signs>' +
        '</register_product_emission></documents>',
    );
  });

  test('is sealed over the bytes of the document', async () => {
    const sealed = await seal(writeMessage(mdlpReport('313'), data), sign);
    const { document, sign: signature } = bodyOf(small, sealed);
    expect(signature).toBe(`signed ${sha256(textOfBase64(document) ?? '')}`);
  });

  test('announces a document that is large, and has it attached', async () => {
    const message = await seal(writeMessage(mdlpReport('313'), many), sign);
    expect(message).toMatchObject({ path: '/api/v1/documents/send_large', call: 'documents-send-large' });
    const { hash_sum, sign: signature } = bodyOf(large, message);
    expect(hash_sum).toBe(sha256(message.attached ?? ''));
    expect(signature).toBe(`signed ${hash_sum}`);
  });

  test('of a transfer that is taken back names the document, whatever was asked of it last', () => {
    const { document } = bodyOf(small, writeMessage(mdlpReport('250'), data));
    expect(textOfBase64(document)).toContain('<operation_id>6c5b9d64-1111-4222-8333-9a0000000006</operation_id>');
  });

  test('dates paper by the day in Moscow, and names the delivery note', () => {
    const text = textOfBase64(bodyOf(small, writeMessage(mdlpReport('431'), data)).document);
    expect(text).toContain('<doc_num>TN-417</doc_num><doc_date>02.03.2026</doc_date>');
  });

  test('sums up what a package is worth at customs', () => {
    const text = textOfBase64(bodyOf(small, writeMessage(mdlpReport('335'), data)).document);
    expect(text).toContain('</sscc_detail><customs_value>36040.00</customs_value>');
  });

  test('cannot be sealed or written when there is no document', async () => {
    await expect(seal({ method: 'GET', call: 'x', path: '/', headers: {} }, sign)).rejects.toThrow('sealed');
    expect(() => writeMessage(mdlpReport('999'), data)).toThrow('999');
    expect(() => writeMessage(mdlpReport('313'), { ...data, facts: {} })).toThrow('doc_date');
  });
});

describe('a question to MDLP', () => {
  const attached = async () => '<documents/>';
  test.each([
    ['upload:id-1:https://up.example/1', 'PUT', 'https://up.example/1', '<documents/>'],
    ['finish:id-1', 'POST', '/api/v1/documents/send_finished', '{"document_id":"id-1"}'],
    ['document:id-1', 'GET', '/api/v1/documents/id-1', undefined],
    ['ticket:id-1', 'GET', '/api/v1/documents/id-1/ticket', undefined],
    ['download:id-1:https://down.example/1', 'GET', 'https://down.example/1', undefined],
    ['id/1', 'GET', '/api/v1/documents/id%2F1', undefined],
  ])('does what %s says is next', async (receipt, method, path, body) => {
    const asked = await askReceipt(receipt, holder, attached);
    expect([asked.method, asked.path, asked.body]).toEqual([method, path, body]);
  });

  test('asks about a request by the same GUID', () =>
    expect(askRequest(mdlpReport('313'), 'd1-1').path).toBe(`/api/v1/documents/request/${guidOf('d1-1')}`));
});
